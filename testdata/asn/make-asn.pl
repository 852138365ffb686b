#!/usr/bin/perl
# Writes a MaxMind file of the GeoLite2-ASN layout from a CSV (network,asn,organisation,comment).
#
#   apt-get install libmaxmind-db-writer-perl libtext-csv-perl     (Debian; mmdb-bin reads it back)
#   perl make-asn.pl networks.csv trailhound-demo.mmdb
#
# The bytes differ between runs, because the file holds the time of its making: compare look-ups.
use strict;
use warnings;
use utf8;
use MaxMind::DB::Writer::Tree;
use Text::CSV;

die "usage: $0 NETWORKS.csv OUT.mmdb\n" unless @ARGV == 2;
my ( $networks, $out ) = @ARGV;

my %types = (
    autonomous_system_number       => 'uint32',
    autonomous_system_organization => 'utf8_string',
);

my $tree = MaxMind::DB::Writer::Tree->new(
    ip_version               => 6,
    record_size              => 24,
    database_type            => 'GeoLite2-ASN',
    languages                => ['en'],
    description              => { en => 'Trailhound: invented networks for demonstration and tests' },
    alias_ipv6_to_ipv4       => 1,
    remove_reserved_networks => 0,    # everything in the CSV is reserved for documentation
    map_key_type_callback    => sub { $types{ $_[0] } },
);

open my $in, '<:encoding(UTF-8)', $networks or die "$networks: $!\n";
my $csv = Text::CSV->new( { binary => 1, auto_diag => 2 } );
$csv->header($in);
while ( my $row = $csv->getline_hr($in) ) {
    my %record = ( autonomous_system_number => $row->{asn} + 0 );
    $record{autonomous_system_organization} = $row->{organisation} if length $row->{organisation};
    $tree->insert_network( $row->{network}, \%record );
}
close $in;

open my $mmdb, '>:raw', $out or die "$out: $!\n";
$tree->write_tree($mmdb);
close $mmdb or die "$out: $!\n";

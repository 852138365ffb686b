package io.trailhound.job.config;

/** Writes {@link Keys} as the page docs/configuration.md. */
public final class ConfigPage {
  private static final String INTRODUCTION =
      """
      # Configuration

      <!-- Written by ConfigPage from Keys.java; ConfigPageTest fails when the two differ. -->

      Every key works in four places, under the same name; the first that gives a key wins:

      1. an argument, `--lateness 20m` or `--lateness=20m`, of `./trailhound run` and of the jar on a cluster;
      2. an environment variable, `TRAILHOUND_LATENESS=20m`; where several values are allowed, commas part them;
      3. a properties file named by `--config FILE`, as `lateness = 20m`, one a line; `#` begins a comment line;
      4. on Amazon Managed Service for Apache Flink, the property group `trailhound`, with commas between values.
         `--config FILE.json` reads a file of the same form: `[{"PropertyGroupId": "trailhound", "PropertyMap":
         {"lateness": "20m"}}]`.

      `backtest`, `serve` and `state bootstrap` read 2 and 3, too, so that the job's file does for them, and pass over
      keys that they have no option for. `demo`, `rules test` and `bench` read neither.

      Paths are relative to the working directory. A key that does not exist, a value that is not right or a key set
      twice stops the start with exit code 2, and the message names the key, the value, where it was given and what
      would be right.

      `--dry-run` looks at all of it, and at rules, files, topics and servers, shows the value of each key and where it
      comes from, and starts nothing:

          $ ./trailhound run --input testdata/demo --asn-db testdata/asn/trailhound-demo.mmdb --lateness 20m --dry-run
          key           from          value
          source        default       files
          input         command line  testdata/demo
          ...
          lateness      command line  20m
          ...
          Nothing wrong. Nothing was started.

      A password, an API key or another secret is given by where it is:

      | place | is |
      |---|---|
      | `env:NAME` | the value of that environment variable |
      | `file:/path` | the content of that file |
      | `secretsmanager:NAME` | a secret of AWS Secrets Manager that is a plain text, by its name or ARN |
      | `secretsmanager:NAME#KEY` | the value under that key of a secret that is a JSON object, as the console makes them |
      | `ssm:NAME` | a parameter of AWS Systems Manager's Parameter Store, by its name (`NAME:VERSION`, `NAME:LABEL`) or ARN, decrypted |

      As a bare argument a secret is refused, because the list of processes shows it. No message, log or page of
      Flink shows one. The places are read once at each start, where the job is submitted; in application mode and on
      Managed Flink that is the JobManager, and no TaskManager needs a permission. A secret that was rotated counts
      from the next start of the program on (stop with a savepoint, start again), not from a mere restart of tasks.

      In AWS, credentials are found where the SDK looks: environment, profile, the role of the machine, the pod or
      the application. The region is that of the ARN, else what the SDK finds (`AWS_REGION`, a profile, the machine);
      an ARN is right everywhere, and on Managed Flink where nobody but the service sets variables. Permissions:

      ```json
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:trailhound/*"},
        {"Effect": "Allow", "Action": "ssm:GetParameter", "Resource": "arn:aws:ssm:eu-west-1:111122223333:parameter/trailhound/*"}]}
      ```

      and `kms:Decrypt` on the key, where they are encrypted with one of your own. Another endpoint (a VPC endpoint
      with a name of its own): `AWS_ENDPOINT_URL_SECRETS_MANAGER`, `AWS_ENDPOINT_URL_SSM`.

      Kafka's own client properties are keys too: `kafka.` and their name, such as `--kafka.security.protocol=SASL_SSL`
      (not as environment variables, which have no dots). [kafka.md](kafka.md) has examples.

      Flink's own settings are the cluster's. A local run takes them as `-D`, and Java's options from the environment:

          TRAILHOUND_JAVA_OPTS=-Xmx8g ./trailhound run -D state.backend.type=rocksdb --input ... --asn-db ...

      A local run keeps its state in the heap, which costs half of what a database does. When half of the heap is alive,
      it's stopped with a savepoint in the temporary folder and goes on from there with RocksDB, with a word on standard
      error: nothing is read again, and no alert is lost. `-D state.backend.type` with either backend chooses for good.

      """;

  private ConfigPage() {}

  public static String markdown() {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    page.append("| key | value | default |\n|---|---|---|\n");
    for (Key<?> key : Keys.ALL) {
      page.append(
          "| [`%s`](#%s) | %s | %s |\n"
              .formatted(key.name(), key.name(), right(key), key.defaultText()));
    }
    for (Key<?> key : Keys.ALL) {
      page.append("\n## %s\n\n".formatted(key.name()));
      page.append(
          "- Value: %s\n- Default: %s\n\n%s\n"
              .formatted(right(key), key.defaultText(), key.meaning()));
      if (!key.hazard().isEmpty()) {
        page.append("\n**Mind:** ").append(key.hazard()).append('\n');
      }
    }
    return page.toString();
  }

  private static String right(Key<?> key) {
    String right = key.type().name() + ": " + key.type().right();
    return key.many() ? right + "; several allowed" : right;
  }
}

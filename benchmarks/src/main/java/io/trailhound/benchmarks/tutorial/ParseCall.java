package io.trailhound.benchmarks.tutorial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailhound.enrich.AsnDatabase;
import io.trailhound.enrich.AutonomousSystem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** A line in, the call with its network out: a tree of JSON, as tutorials have it. */
final class ParseCall extends RichMapFunction<String, TutorialCall> {
  private static final long serialVersionUID = 1L;

  private final String asnFile;
  private transient ObjectMapper json;
  private transient AsnDatabase networks;

  ParseCall(String asnFile) {
    this.asnFile = asnFile;
  }

  @Override
  public void open(OpenContext context) throws IOException {
    json = new ObjectMapper();
    try (InputStream in = Files.newInputStream(Path.of(asnFile))) {
      networks = AsnDatabase.read(in, asnFile);
    }
  }

  @Override
  public TutorialCall map(String line) throws IOException {
    JsonNode record = json.readTree(line);
    JsonNode identity = record.path("userIdentity");
    TutorialCall call = new TutorialCall();
    call.time = Instant.parse(record.path("eventTime").asText()).toEpochMilli();
    call.id = record.path("eventID").asText();
    call.provider = record.path("eventSource").asText();
    call.action = record.path("eventName").asText();
    call.region = record.path("awsRegion").asText();
    call.agent = record.path("userAgent").asText();
    call.type = identity.path("type").asText();
    call.arn = identity.path("arn").asText();
    call.user =
        call.type.equals("AssumedRole")
            ? identity.at("/sessionContext/sessionIssuer/userName").asText()
            : identity.path("userName").asText();
    call.success = !record.hasNonNull("errorCode") && !record.hasNonNull("errorMessage");
    AutonomousSystem network = networks.lookUp(record.path("sourceIPAddress").asText());
    call.network = network.number() == null ? 0 : network.number();
    call.organization = network.organization();
    return call;
  }
}

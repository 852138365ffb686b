package io.trailhound.job.sink.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BulkTest {
  private static final IndexedDocument A = document("a");
  private static final IndexedDocument B = document("b");

  private static IndexedDocument document(String id) {
    return new IndexedDocument("logs-x", id, 7, ("{\"id\":\"" + id + "\"}").getBytes(UTF_8));
  }

  /** What the server says to documents a and b, one after the other. */
  private static Answer answer(String... results) throws Exception {
    String items = "[{\"index\":" + String.join("},{\"index\":", results) + "}]";
    return Bulk.read(List.of(A, B), new ObjectMapper().readTree(items));
  }

  @Test
  void aLineSaysWhereAndWhichVersionTheNextIsTheDocument() throws Exception {
    assertThat(new String(Bulk.body(List.of(A, B)), UTF_8))
        .isEqualTo(
            """
            {"index":{"_index":"logs-x","_id":"a","version":7,"version_type":"external_gte"}}
            {"id":"a"}
            {"index":{"_index":"logs-x","_id":"b","version":7,"version_type":"external_gte"}}
            {"id":"b"}
            """);
  }

  @Test
  void whatIsThereOrHasANewerRevisionIsDone() throws Exception {
    Answer answer = answer("{\"status\":201}", "{\"status\":409,\"error\":{\"type\":\"v\"}}");

    assertThat(answer.again()).isEmpty();
    assertThat(answer.refused()).isEmpty();
  }

  @Test
  void theDocumentsOwnFaultIsRefusedWithTypeReasonAndCause() throws Exception {
    Answer answer =
        answer(
            "{\"status\":400,\"error\":{\"type\":\"t\",\"reason\":\"r\",\"caused_by\":{\"reason\":\"c\"}}}",
            "{\"status\":200}");

    assertThat(answer.refused()).containsExactly(new Answer.Refused(A, "400 t: r (c)"));
    assertThat(answer.again()).isEmpty();
  }

  @Test
  void whatMayPassLaterIsSentAgainOneByOne() throws Exception {
    for (int status : IntStream.of(429, 500, 502, 503, 504, 401, 403, 404, 408).toArray()) {
      Answer answer =
          answer(
              "{\"status\":200}",
              String.format(
                  Locale.ROOT,
                  "{\"status\":%d,\"error\":{\"type\":\"t\",\"reason\":\"r\"}}",
                  status));

      assertThat(answer.again()).containsExactly(B);
      assertThat(answer.refused()).isEmpty();
      assertThat(answer.trouble()).isEqualTo(status + " t: r");
    }
  }

  /** In the words of Elasticsearch 8.19, when a day's first alert wants an index. */
  @Test
  void anIndexThatTheClusterHasNoRoomForIsWaitedFor() throws Exception {
    Answer answer =
        answer(
            "{\"status\":200}",
            "{\"status\":400,\"error\":{\"type\":\"validation_exception\",\"reason\":\"Validation Failed: 1: this action would add [2] shards, but this cluster currently has [2]/[1] maximum normal shards open;\"}}");

    assertThat(answer.again()).containsExactly(B);
    assertThat(answer.refused()).isEmpty();
  }

  @Test
  void anAnswerThatIsNoneToTheseDocumentsMakesThemAllGoAgain() throws Exception {
    assertThat(answer("{\"status\":200}").again()).containsExactly(A, B);
    assertThat(Bulk.read(List.of(A), new ObjectMapper().readTree("{}")).again()).containsExactly(A);
  }
}

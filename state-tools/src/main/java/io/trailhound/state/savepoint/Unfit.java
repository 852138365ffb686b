package io.trailhound.state.savepoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Why a line of state could not be taken in, the same for its author out: Jackson's own words are
 * about Jackson.
 */
public final class Unfit {
  /** How Jackson's message begins when a second value follows. */
  private static final String TRAILING = "Trailing token";

  private Unfit() {}

  public static String because(Exception e) {
    if (e instanceof UncheckedIOException unchecked) {
      return because(unchecked.getCause());
    }
    if (e instanceof UnrecognizedPropertyException unknown) {
      return "there is no field '%s'".formatted(path(unknown));
    }
    if (e instanceof MismatchedInputException other
        && other.getOriginalMessage().startsWith(TRAILING)) {
      return "there is more behind it";
    }
    if (e instanceof JsonMappingException other && !(e.getCause() instanceof StreamReadException)) {
      return other.getPath().isEmpty()
          ? "it is another kind of value"
          : "'%s' is another kind of value".formatted(path(other));
    }
    if (e instanceof JsonProcessingException) {
      return "it is no JSON";
    }
    return e instanceof IOException && e.getMessage() != null ? e.getMessage() : "it does not fit";
  }

  /** As in {@code episodes[0].first}. */
  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference one : e.getPath()) {
      if (one.getFieldName() == null) {
        path.append('[').append(one.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(one.getFieldName());
      }
    }
    return path.toString();
  }
}

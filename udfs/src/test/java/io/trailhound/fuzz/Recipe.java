package io.trailhound.fuzz;

import io.trailhound.decode.Repeated;
import io.trailhound.decode.TestDecoder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;

/**
 * Lines that say how an input is made in, the input out: 300 MB of it take a few bytes. Each line
 * adds to what those before made, or packs it; testdata/fuzz/README.md has them.
 */
final class Recipe {
  private List<Supplier<InputStream>> parts = new ArrayList<>();
  private long length;

  static Recipe of(String text) {
    Recipe recipe = new Recipe();
    text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(recipe::add);
    return recipe;
  }

  private void add(String line) {
    long times = 1;
    String step = line;
    if (line.matches("\\d+ times .*")) {
      times = Long.parseLong(line.substring(0, line.indexOf(' ')));
      step = line.substring(line.indexOf(" times ") + 7);
    }
    int blank = step.indexOf(' ');
    String word = blank < 0 ? step : step.substring(0, blank);
    String rest = blank < 0 ? "" : step.substring(blank + 1);
    switch (word) {
      case "text" -> part(TestDecoder.bytes(rest), times);
      case "hex" -> part(HexFormat.ofDelimiter(" ").parseHex(rest), times);
      case "gzip" -> replace(packed(), times);
      case "base64" -> replace(Base64.getEncoder().encode(bytes()), times);
      default -> throw new IllegalArgumentException("no step of a recipe: " + line);
    }
  }

  private void part(byte[] unit, long times) {
    parts.add(() -> new Repeated(unit, times));
    length += unit.length * times;
  }

  private void replace(byte[] made, long times) {
    parts = new ArrayList<>();
    length = 0;
    part(made, times);
  }

  /** Bytes of the input. */
  long length() {
    return length;
  }

  InputStream open() {
    List<InputStream> streams = parts.stream().map(Supplier::get).toList();
    return streams.isEmpty()
        ? new ByteArrayInputStream(new byte[0])
        : new SequenceInputStream(Collections.enumeration(streams));
  }

  byte[] bytes() {
    try (InputStream in = open()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] packed() {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (InputStream in = open();
        GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      in.transferTo(gzip);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}

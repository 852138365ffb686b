package io.trailhound.enrich;

import io.trailhound.model.Cidr;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Networks with records in, a MaxMind DB file (format 2.0) out: the same bytes for the same
 * networks. Networks come before those that lie in them.
 */
final class MmdbFile {
  private static final int RECORD_BITS = 32;
  private static final int SEPARATOR = 16;
  private static final byte[] MARKER =
      "\u00ab\u00cd\u00efMaxMind.com".getBytes(StandardCharsets.ISO_8859_1);

  /** Of each node the two records: another node, or -1 - offset of data, or null for nothing. */
  private final List<Integer[]> nodes = new ArrayList<>(List.of(new Integer[][] {new Integer[2]}));

  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private final String type;

  MmdbFile(String type) {
    this.type = type;
  }

  MmdbFile add(String network, Map<String, ?> record) {
    Cidr cidr = Cidr.parse(network);
    int offset = data.size();
    write(record, data);
    boolean version4 = cidr.network().length == 4;
    byte[] address = new byte[16];
    System.arraycopy(cidr.network(), 0, address, version4 ? 12 : 0, cidr.network().length);
    int bits = cidr.bits() + (version4 ? 96 : 0);
    int node = 0;
    for (int bit = 0; bit < bits - 1; bit++) {
      node = child(node, bit(address, bit));
    }
    nodes.get(node)[bit(address, bits - 1)] = -1 - offset;
    return this;
  }

  private static int bit(byte[] address, int bit) {
    return (address[bit / 8] >> (7 - bit % 8)) & 1;
  }

  /** The node behind one of {@code node}'s records, which had data or nothing before. */
  private int child(int node, int side) {
    Integer there = nodes.get(node)[side];
    if (there != null && there >= 0) {
      return there;
    }
    nodes.add(new Integer[] {there, there});
    nodes.get(node)[side] = nodes.size() - 1;
    return nodes.size() - 1;
  }

  byte[] bytes() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (Integer[] node : nodes) {
      for (Integer there : node) {
        int value = there == null ? nodes.size() : there;
        value = value < 0 ? nodes.size() + SEPARATOR + (-1 - value) : value;
        file.writeBytes(ByteBuffer.allocate(4).putInt(value).array());
      }
    }
    file.writeBytes(new byte[SEPARATOR]);
    file.writeBytes(data.toByteArray());
    file.writeBytes(MARKER);
    Map<String, Object> metadata = new TreeMap<>();
    metadata.put("node_count", new Number4(nodes.size()));
    metadata.put("record_size", new Number2(RECORD_BITS));
    metadata.put("ip_version", new Number2(6));
    metadata.put("database_type", type);
    metadata.put("languages", List.of("en"));
    metadata.put("binary_format_major_version", new Number2(2));
    metadata.put("binary_format_minor_version", new Number2(0));
    metadata.put("build_epoch", new Number8(1_767_225_600L)); // 2026-01-01
    metadata.put("description", Map.of("en", "made up for Trailhound"));
    write(metadata, file);
    return file.toByteArray();
  }

  private record Number2(int value) {}

  private record Number4(int value) {}

  private record Number8(long value) {}

  private static void write(Object value, ByteArrayOutputStream out) {
    if (value instanceof String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      control(2, bytes.length, out);
      out.writeBytes(bytes);
    } else if (value instanceof Double number) {
      control(3, 8, out);
      out.writeBytes(ByteBuffer.allocate(8).putDouble(number).array());
    } else if (value instanceof Number2 number) {
      control(5, 2, out);
      out.writeBytes(ByteBuffer.allocate(2).putShort((short) number.value()).array());
    } else if (value instanceof Number4 number) {
      control(6, 4, out);
      out.writeBytes(ByteBuffer.allocate(4).putInt(number.value()).array());
    } else if (value instanceof Number8 number) {
      control(9, 8, out);
      out.writeBytes(ByteBuffer.allocate(8).putLong(number.value()).array());
    } else if (value instanceof Boolean flag) {
      control(14, flag ? 1 : 0, out);
    } else if (value instanceof List<?> list) {
      control(11, list.size(), out);
      list.forEach(each -> write(each, out));
    } else {
      Map<?, ?> map = (Map<?, ?>) value;
      control(7, map.size(), out);
      new TreeMap<>(map)
          .forEach(
              (key, each) -> {
                write(key, out);
                write(each, out);
              });
    }
  }

  /** A field's type and its size, which is below 285 here. */
  private static void control(int type, int size, ByteArrayOutputStream out) {
    int shortSize = Math.min(size, 29);
    out.write((type > 7 ? 0 : type << 5) | shortSize);
    if (type > 7) {
      out.write(type - 7);
    }
    if (shortSize == 29) {
      out.write(size - 29);
    }
  }
}

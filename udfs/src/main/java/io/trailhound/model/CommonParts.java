package io.trailhound.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Letters of ASCII in, fewer bytes out: what user agents, actions, ARNs and the names of networks
 * are often made of is a byte of those that ASCII leaves. The order of the parts is that form.
 */
final class CommonParts {
  private static final int ASCII = 0x80;

  /** Longest first where one begins as another. */
  private static final List<String> PARTS =
      List.of(
          // user agents
          "APN/1.0 HashiCorp/1.0 Terraform/1.",
          " (+https://www.terraform.io) terraform-provider-aws/",
          " (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go",
          " HashiCorp-terraform-exec/0.",
          "aws-cli/",
          "aws-sdk-",
          "aws-internal/",
          "Boto3/1.",
          "Botocore/1.",
          " Python/3.",
          " md/",
          " ua/2.",
          " os/",
          " lang/",
          " api/",
          " exec-env/",
          " exe/x86_64.",
          " prompt/off command/",
          " cfg/retry-mode#",
          "Botocore#1.",
          "awscrt#0.",
          "arch#",
          "python#3.",
          "legacy",
          "standard",
          " Linux/",
          " Darwin/",
          " Windows/",
          "x86_64",
          "aarch64",
          "amd64",
          "arm64",
          "linux",
          "darwin",
          "windows",
          "amzn",
          " OpenJDK_64-Bit_Server_VM/",
          " java/1.8.0_",
          " java/",
          " vendor/",
          " kotlin/",
          "Mozilla/5.0 (",
          "Macintosh; Intel Mac OS X 10_15_7)",
          "Windows NT 10.0; Win64; x64)",
          "X11; Linux x86_64)",
          " AppleWebKit/537.36 (KHTML, like Gecko) Chrome/",
          " Safari/537.36",
          " Gecko/20100101 Firefox/",
          "kubernetes",
          "stratus-red-team_",
          "console",
          ".amazonaws.com",
          // ARNs and names
          "arn:aws",
          "iam::",
          "sts::",
          ":assumed-role/",
          "aws-reserved/sso.amazonaws.com/",
          "AWSReservedSSO_",
          "AWSServiceRoleFor",
          "session",
          "service",
          "role",
          "user",
          "admin",
          // actions
          "Describe",
          "Get",
          "List",
          "Create",
          "Delete",
          "Update",
          "Modify",
          "Attach",
          "Invoke",
          "Batch",
          "Start",
          "Put",
          "Instance",
          "Information",
          "Availability",
          "Permission",
          "Foundation",
          "Attribute",
          "Parameter",
          "Snapshot",
          "Security",
          "Encryption",
          "Resource",
          "Version",
          "Profile",
          "Account",
          "Access",
          "Secret",
          "Policies",
          "Policy",
          "Bucket",
          "Object",
          "Group",
          "Login",
          "Model",
          "Value",
          "Image",
          "Volume",
          "Cluster",
          "Status",
          "Table",
          "Role",
          "User",
          "Tag",
          "Key",
          // regions
          "north",
          "south",
          "east",
          "west",
          "central",
          // names of networks
          "Amazon",
          "Technologies",
          "Communications",
          " Services",
          "Hosting",
          "Limited",
          "Network",
          "Telecom",
          "Internet",
          "Mobile",
          "Cloud",
          " Inc.",
          " Ltd");

  private static final String[][] BY_FIRST = new String[ASCII][];
  private static final int[][] CODES = new int[ASCII][];

  static {
    for (char c = 0; c < ASCII; c++) {
      char first = c;
      List<String> parts = new ArrayList<>(PARTS);
      parts.removeIf(part -> part.charAt(0) != first);
      parts.sort(Comparator.comparingInt(String::length).reversed());
      BY_FIRST[c] = parts.toArray(String[]::new);
      CODES[c] = parts.stream().mapToInt(part -> ASCII + PARTS.indexOf(part)).toArray();
    }
  }

  private CommonParts() {}

  /**
   * Writes a text into the beginning of {@code to}, which has room for its letters.
   *
   * @return how many bytes it takes; -1 where it isn't ASCII
   */
  static int shorten(String text, byte[] to) {
    int used = 0;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c >= ASCII) {
        return -1;
      }
      int part = part(text, at, BY_FIRST[c]);
      to[used++] = part < 0 ? (byte) c : (byte) CODES[c][part];
      at += part < 0 ? 1 : BY_FIRST[c][part].length();
    }
    return used;
  }

  private static int part(String text, int at, String[] parts) {
    for (int i = 0; i < parts.length; i++) {
      if (text.startsWith(parts[i], at)) {
        return i;
      }
    }
    return -1;
  }

  /** The text that was shortened to the first bytes. */
  static String whole(byte[] bytes, int length) {
    StringBuilder text = new StringBuilder(2 * length + 16);
    int from = 0;
    for (int i = 0; i < length; i++) {
      if (bytes[i] < 0) {
        text.append(new String(bytes, from, i - from, StandardCharsets.US_ASCII));
        text.append(PARTS.get((bytes[i] & 0xff) - ASCII));
        from = i + 1;
      }
    }
    return text.append(new String(bytes, from, length - from, StandardCharsets.US_ASCII))
        .toString();
  }
}

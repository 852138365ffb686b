package io.trailhound.job.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import picocli.CommandLine.ExitCode;

/**
 * Standard output in the place of {@link System#out}, which says that something went wrong and not
 * what. A pipe whose reader has gone takes all that is still written: who reads {@code | head}
 * knows that there was more. Anything else, as a full disk, is remembered.
 */
public final class Stdout extends OutputStream {
  private static final String READER_GONE = "Broken pipe";

  private final OutputStream out = new FileOutputStream(FileDescriptor.out);
  private volatile boolean gone;
  private volatile IOException failure;

  private Stdout() {}

  /** Replaces {@link System#out}. */
  public static Stdout install() {
    Stdout stdout = new Stdout();
    System.setOut(new PrintStream(stdout, true, UTF_8));
    return stdout;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (gone) {
      return;
    }
    try {
      out.write(bytes, from, length);
    } catch (IOException e) {
      gone = READER_GONE.equals(e.getMessage());
      if (!gone) {
        failure = e;
        throw e;
      }
    }
  }

  /** What the program ends with: what is missing in its output isn't done, and told. */
  public int exitCode(int exitCode, PrintWriter err) {
    System.out.flush();
    if (failure == null) {
      return exitCode;
    }
    err.println("trailhound: standard output can't be written: " + failure.getMessage() + ".");
    return exitCode == ExitCode.OK ? ExitCode.SOFTWARE : exitCode;
  }
}

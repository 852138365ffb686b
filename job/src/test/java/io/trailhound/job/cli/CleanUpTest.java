package io.trailhound.job.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** In a JVM of its own each, because it's the end of one. */
class CleanUpTest {

  @Test
  void aProcessEndsWhenWhatItsOwnerIsClearingAwayIsGone() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                java.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ClearsAwayWhileEnding.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();

    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).isEqualTo("gone");
    assertThat(process.waitFor()).isZero();
  }

  /** Its owner is in the middle of clearing away when the process begins to end. */
  static final class ClearsAwayWhileEnding {
    private final CountDownLatch begun = new CountDownLatch(1);
    private boolean gone;

    public static void main(String... none) throws Exception {
      ClearsAwayWhileEnding owner = new ClearsAwayWhileEnding();
      Runnable task = owner::clear;
      CleanUp.add(() -> task);
      Thread closing = new Thread(() -> CleanUp.now(task), "owner");
      closing.setDaemon(true);
      closing.start();
      owner.begun.await();
      System.exit(0);
    }

    private synchronized void clear() {
      if (gone) {
        return;
      }
      begun.countDown();
      while (!isWaitedFor()) {
        Thread.onSpinWait();
      }
      System.out.print("gone");
      System.out.flush();
      gone = true;
    }

    private static boolean isWaitedFor() {
      return Thread.getAllStackTraces().keySet().stream()
          .anyMatch(
              thread ->
                  thread.getName().equals("clean-up") && thread.getState() == Thread.State.BLOCKED);
    }
  }
}

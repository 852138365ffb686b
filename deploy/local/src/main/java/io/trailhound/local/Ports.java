package io.trailhound.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Random;

/** Ports of this machine's loopback address. */
public final class Ports {
  /** The only address that anything here listens on. */
  public static final String HOST = "127.0.0.1";

  private static final int FIRST = 10_000;
  private static final int LAST = 32_000;

  private Ports() {}

  /**
   * As many different ports that nothing listens on, below those that the system itself deals out
   * to connections: one of these could be taken while its server is being restarted.
   */
  public static List<Integer> free(int count) {
    return new Random()
        .ints(FIRST, LAST)
        .distinct()
        .filter(Ports::isFree)
        .limit(count)
        .boxed()
        .toList();
  }

  /** Whether a server could listen there. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(at(port), 1);
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  /** Whether something listens there. */
  static boolean connects(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(at(port), 500);
      return true;
    } catch (IOException nobody) {
      return false;
    }
  }

  private static InetSocketAddress at(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }
}

package io.trailhound.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Ports of this machine's loopback address. */
public final class Ports {
  /** The only address that anything here listens on. */
  public static final String HOST = "127.0.0.1";

  private Ports() {}

  /** As many different ports that nothing listens on. */
  public static List<Integer> free(int count) {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
      for (ServerSocket socket : sockets) {
        socket.close();
      }
      return ports;
    } catch (IOException e) {
      throw new LocalException("no free port: " + e.getMessage(), e);
    }
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

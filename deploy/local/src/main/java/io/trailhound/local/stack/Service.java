package io.trailhound.local.stack;

import io.trailhound.local.LocalProcess;
import io.trailhound.local.Ports;
import java.util.List;
import java.util.Optional;

/**
 * One process of the stack as its user sees it.
 *
 * @param address where it's reached
 * @param metrics where Prometheus reads it, if anywhere
 */
record Service(
    LocalProcess process, String address, Optional<String> metrics, List<UsedPort> ports) {

  /** A port and what sets it. */
  record UsedPort(int port, Setting setting) {}

  String state() {
    if (!process.runs()) {
      return "down";
    }
    return process.up() ? "up" : "not answering";
  }

  /** The first of its ports that something else listens on. */
  Optional<UsedPort> taken() {
    return ports.stream().filter(it -> !Ports.isFree(it.port())).findFirst();
  }
}

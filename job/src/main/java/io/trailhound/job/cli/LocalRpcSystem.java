package io.trailhound.job.cli;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.rpc.RpcSystem;
import org.apache.flink.runtime.rpc.RpcSystemLoader;
import org.apache.flink.runtime.rpc.exceptions.RpcLoaderException;

/**
 * What Flink's processes talk through, from the launcher's class path. Flink's own loader unpacks a
 * jar into the temporary folder at every start, and its class loader can't share classes with an
 * earlier start, which is a third of the time that a short command takes. Elsewhere the classes
 * aren't there, and Flink goes on to its own loader.
 */
public final class LocalRpcSystem implements RpcSystemLoader {
  private static final String NAME = "org.apache.flink.runtime.rpc.pekko.PekkoRpcSystem";

  /** Before Flink's own, which says 0. */
  @Override
  public int getLoadPriority() {
    return -1;
  }

  @Override
  public RpcSystem loadRpcSystem(Configuration configuration) {
    try {
      return Class.forName(NAME).asSubclass(RpcSystem.class).getConstructor().newInstance();
    } catch (ReflectiveOperationException notHere) {
      throw new RpcLoaderException("not started by the launcher", notHere);
    }
  }
}

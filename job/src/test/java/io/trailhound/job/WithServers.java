package io.trailhound.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the same {@link Servers}, which end with the last test of all. */
public final class WithServers implements ParameterResolver {
  private static final ExtensionContext.Namespace HERE =
      ExtensionContext.Namespace.create(WithServers.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Servers.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return test.getRoot()
        .getStore(HERE)
        .getOrComputeIfAbsent(Servers.class, it -> noneYet(), Servers.class);
  }

  private static Servers noneYet() {
    try {
      return new Servers();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

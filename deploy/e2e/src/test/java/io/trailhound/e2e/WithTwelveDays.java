package io.trailhound.e2e;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the same {@link TwelveDays}, which end with the last test of all. */
final class WithTwelveDays implements ParameterResolver {
  private static final ExtensionContext.Namespace HERE =
      ExtensionContext.Namespace.create(WithTwelveDays.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == TwelveDays.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return test.getRoot()
        .getStore(HERE)
        .getOrComputeIfAbsent(TwelveDays.class, it -> begun(), TwelveDays.class);
  }

  private static TwelveDays begun() {
    try {
      return new TwelveDays();
    } catch (Exception e) {
      throw new IllegalStateException("twelve days on a cluster", e);
    }
  }
}

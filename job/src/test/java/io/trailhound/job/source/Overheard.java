package io.trailhound.job.source;

import io.trailhound.model.Decoded;
import java.io.Serial;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A source, and what its enumerator says to readers: one job at a time.
 *
 * @param <S> of splits
 * @param <C> of checkpoints
 */
public final class Overheard<S extends SourceSplit, C>
    implements Source<Decoded, S, C>, ResultTypeQueryable<Decoded> {
  @Serial private static final long serialVersionUID = 1L;

  private static final Set<String> WORDS =
      Set.of("assignSplits", "sendEventToSourceReader", "signalNoMoreSplits");

  private static final List<String> SAID = new CopyOnWriteArrayList<>();
  private static final AtomicInteger LOOKS = new AtomicInteger();
  private static final AtomicReference<CountDownLatch> LOOK =
      new AtomicReference<>(new CountDownLatch(0));

  private final Source<Decoded, S, C> source;

  public Overheard(Source<Decoded, S, C> source) {
    this.source = source;
  }

  /** Since the last checkpoint began. */
  public static List<String> said() {
    return List.copyOf(SAID);
  }

  /** No look of an enumerator begins until {@link #letLook}. */
  public static void holdLooks() {
    LOOK.set(new CountDownLatch(1));
  }

  /** Those that wait, and all to come. */
  public static void letLook() {
    LOOK.get().countDown();
  }

  /** How often an enumerator has taken what it had found. */
  public static int looks() {
    return LOOKS.get();
  }

  @Override
  public SplitEnumerator<S, C> createEnumerator(SplitEnumeratorContext<S> context)
      throws Exception {
    return snapshotsSeen(source.createEnumerator(overheard(context)));
  }

  @Override
  public SplitEnumerator<S, C> restoreEnumerator(SplitEnumeratorContext<S> context, C checkpoint)
      throws Exception {
    return snapshotsSeen(source.restoreEnumerator(overheard(context), checkpoint));
  }

  @SuppressWarnings("unchecked")
  private static <S extends SourceSplit, C> SplitEnumerator<S, C> snapshotsSeen(
      SplitEnumerator<S, C> enumerator) {
    return proxy(
        SplitEnumerator.class,
        (proxy, method, arguments) -> {
          if (method.getName().equals("snapshotState")) {
            SAID.clear();
          }
          return call(method, enumerator, arguments);
        });
  }

  @SuppressWarnings("unchecked")
  private static <S extends SourceSplit> SplitEnumeratorContext<S> overheard(
      SplitEnumeratorContext<S> context) {
    return proxy(
        SplitEnumeratorContext.class,
        (proxy, method, arguments) -> {
          if (WORDS.contains(method.getName())) {
            SAID.add(method.getName() + List.of(arguments));
          } else if (method.getName().equals("callAsync")) {
            arguments[0] = held((Callable<?>) arguments[0]);
            arguments[1] = counted((BiConsumer<?, ?>) arguments[1]);
          }
          return call(method, context, arguments);
        });
  }

  private static <T> Callable<T> held(Callable<T> look) {
    return () -> {
      LOOK.get().await();
      return look.call();
    };
  }

  private static <T, U> BiConsumer<T, U> counted(BiConsumer<T, U> handler) {
    return (found, failure) -> {
      handler.accept(found, failure);
      LOOKS.incrementAndGet();
    };
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static Object call(Method method, Object target, Object... arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Override
  public Boundedness getBoundedness() {
    return source.getBoundedness();
  }

  @Override
  public SourceReader<Decoded, S> createReader(SourceReaderContext context) throws Exception {
    return source.createReader(context);
  }

  @Override
  public SimpleVersionedSerializer<S> getSplitSerializer() {
    return source.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<C> getEnumeratorCheckpointSerializer() {
    return source.getEnumeratorCheckpointSerializer();
  }

  @Override
  public TypeInformation<Decoded> getProducedType() {
    return TypeInformation.of(Decoded.class);
  }
}

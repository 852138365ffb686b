package io.trailhound.job.source.listing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Calls in, their results in the same order out; on S3 each takes a round trip, so some at once.
 */
public final class AtOnce implements AutoCloseable {
  private static final int THREADS = 16;

  private final ExecutorService threads;

  public AtOnce(String name) {
    threads =
        Executors.newFixedThreadPool(
            THREADS,
            call -> {
              Thread thread = new Thread(call, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** What is asked of a file system. */
  @FunctionalInterface
  public interface Call<A, B> {
    B on(A input) throws IOException;
  }

  public <A> Future<A> begin(Call<Void, A> call) {
    return threads.submit(() -> call.on(null));
  }

  public <A, B> List<B> map(List<A> inputs, Call<A, B> call) throws IOException {
    List<Future<B>> begun = new ArrayList<>();
    inputs.forEach(input -> begun.add(begin(none -> call.on(input))));
    List<B> results = new ArrayList<>();
    for (Future<B> future : begun) {
      results.add(result(future));
    }
    return results;
  }

  public static <B> B result(Future<B> future) throws IOException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

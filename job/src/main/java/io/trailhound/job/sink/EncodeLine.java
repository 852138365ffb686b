package io.trailhound.job.sink;

import java.io.Serializable;

/** One value in, one line of text out, without its line break. */
@FunctionalInterface
public interface EncodeLine<T> extends Serializable {
  String encode(T value);
}

package io.trailhound.benchmarks.measure;

/**
 * One way to go through events.
 *
 * @param key short, stable
 * @param name what people read
 * @param against key of the way whose speed is 1.00; its own for one that others go by
 * @param goal what of that speed it is to keep at least; 0 for none
 * @param floorsGoal how much processor time an event may take at most, in floors; 0 for none
 */
public record Way(
    String key, String name, String against, double goal, double floorsGoal, Work work) {

  /** What is measured. */
  public interface Work {
    Sample run() throws Exception;
  }

  public static Way of(String key, String name, String against, Work work) {
    return new Way(key, name, against, 0, 0, work);
  }

  public Way atLeast(double ratio) {
    return new Way(key, name, against, ratio, floorsGoal, work);
  }

  public Way floorsAtMost(double floors) {
    return new Way(key, name, against, goal, floors, work);
  }
}

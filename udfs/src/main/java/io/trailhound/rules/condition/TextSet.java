package io.trailhound.rules.condition;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Many texts of which any is looked for in a value, in one pass however many they are: as prefixes
 * or suffixes along a tree of their characters, anywhere with the automaton of Aho and Corasick.
 */
public final class TextSet implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The state in which nothing of any text has been read. */
  private static final int ROOT = 0;

  private final boolean anywhere;
  private final boolean backwards;
  private final StateTable next = new StateTable();

  /** The states in which a text has been read to its end. */
  private final BitSet ends = new BitSet();

  /** By state the one to go on from when no text goes on: as much of another as was just read. */
  private final int[] fallbacks;

  /**
   * @param how {@code contains}, {@code startswith} or {@code endswith}
   */
  public TextSet(String how, Collection<String> texts) {
    anywhere = how.equals("contains");
    backwards = how.equals("endswith");
    List<State> states = new ArrayList<>();
    states.add(new State(ROOT, ROOT, '\0', 0));
    texts.forEach(text -> add(text, states));
    fallbacks = new int[anywhere ? states.size() : 0];
    if (anywhere) {
      states.sort(Comparator.comparingInt(State::depth));
      states.forEach(this::linkBack);
    }
  }

  /** How a state is reached; needed while building only. */
  private record State(int number, int before, char read, int depth) {}

  private void add(String text, List<State> states) {
    int state = ROOT;
    for (int i = 0; i < text.length(); i++) {
      char c = at(text, i);
      int reached = next.get(state, c);
      if (reached == ROOT) {
        reached = states.size();
        states.add(new State(reached, state, c, i + 1));
        next.put(state, c, reached);
      }
      state = reached;
    }
    ends.set(state);
  }

  /** The states that were read in fewer characters have their fallbacks already. */
  private void linkBack(State state) {
    if (state.depth() > 1) {
      int fallback = step(fallbacks[state.before()], state.read());
      fallbacks[state.number()] = fallback;
      if (ends.get(fallback)) {
        ends.set(state.number());
      }
    }
  }

  /** Whether one of the texts is in {@code value}, at its start or at its end. */
  boolean matches(String value) {
    int state = ROOT;
    for (int i = 0; i < value.length() && !ends.get(state); i++) {
      char c = at(value, i);
      state = anywhere ? step(state, c) : next.get(state, c);
      if (state == ROOT && !anywhere) {
        return false;
      }
    }
    return ends.get(state);
  }

  private int step(int from, char c) {
    int state = from;
    int reached = next.get(state, c);
    while (reached == ROOT && state != ROOT) {
      state = fallbacks[state];
      reached = next.get(state, c);
    }
    return reached;
  }

  private char at(String text, int i) {
    return text.charAt(backwards ? text.length() - 1 - i : i);
  }
}

package io.trailhound.benchmarks.workload;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/**
 * A workload in, its records one after the other out. What a record has follows from its number
 * alone, so that one delivered again needs no memory: nothing grows with the trail.
 */
public final class Trail {
  /** From the event to its delivery, seconds, as measured (docs/contract.md section 2.6). */
  private static final double DELAY_MEDIAN = 200;

  private static final double DELAY_P99 = 505;
  private static final double DELAY_MOST = 594;
  private static final double NORMAL_P99 = 2.326;
  private static final double DELAY_SIGMA = Math.log(DELAY_P99 / DELAY_MEDIAN) / NORMAL_P99;

  /** One in so many records is one of before, at most so many records and seconds later. */
  private static final int ONE_IN_AGAIN = 100;

  private static final long AGAIN_WITHIN = 500;
  private static final long AGAIN_WITHIN_MILLIS = 250_000;

  /** Before the delivery of its first call. */
  private static final long ATTACK_DELAY = 300_000;

  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final Workload workload;
  private final Templates templates;
  private final Identity identity = new Identity();
  private final RecordBuffer record = new RecordBuffer();
  private final Credentials credentials;
  private final long stride;
  private long position;
  private long plantedNumber = -1;
  private List<PlantedAttack.Call> planted;

  Trail(Workload workload) throws IOException {
    this.workload = workload;
    this.templates = new Templates(workload.home());
    this.credentials = new Credentials(workload);
    this.stride = workload.events() / workload.attacks();
  }

  /**
   * Moves on to the next record.
   *
   * @return false behind the last one
   */
  public boolean next() {
    if (position == workload.events()) {
      return false;
    }
    write(original(position));
    position++;
    return true;
  }

  /** The bytes of the record, valid until the next one. */
  public byte[] bytes() {
    return record.bytes();
  }

  public int length() {
    return record.length();
  }

  /** A record like those of the trail, at another time: milliseconds, which become full seconds. */
  public byte[] record(long number, long time) {
    writeOrdinary(number, time, random(number));
    return Arrays.copyOf(record.bytes(), record.length());
  }

  /**
   * The number of the record that is delivered at a position: that of an earlier one, now and then.
   */
  private long original(long at) {
    long number = at;
    while (!isAttack(number)) {
      SplittableRandom chance = new SplittableRandom(workload.seed() + (~number * MIX));
      if (chance.nextInt(ONE_IN_AGAIN) > 0 || at - number > againWithin() / 2) {
        break;
      }
      number = Math.max(0, number - 1 - chance.nextLong(againWithin() / 2 + 1));
    }
    return number;
  }

  private long againWithin() {
    long delivered = workload.events() * AGAIN_WITHIN_MILLIS / Workload.SPAN.toMillis();
    return Math.min(AGAIN_WITHIN, delivered);
  }

  private boolean isAttack(long number) {
    long attack = number / stride;
    return attack < workload.attacks() && number % stride < Workload.attack(attack).length();
  }

  private void write(long number) {
    if (isAttack(number)) {
      writePlanted(number / stride, (int) (number % stride));
    } else {
      RandomGenerator random = random(number);
      writeOrdinary(number, delivery(number) - delay(random), random);
    }
  }

  /** All calls of an attack are delivered at once, the last one first. */
  private void writePlanted(long attack, int index) {
    if (attack != plantedNumber) {
      long time = delivery(attack * stride) - ATTACK_DELAY;
      planted = Workload.attack(attack).calls(attack, time);
      plantedNumber = attack;
    }
    record.clear();
    record.put(planted.get(planted.size() - 1 - index).bytes());
  }

  private void writeOrdinary(long number, long time, RandomGenerator random) {
    long principal = workload.spread().draw(workload.principals(), random);
    Caller caller = Caller.of(principal);
    identity.of(principal, caller);
    Template template = templates.draw(caller, random);
    record.clear();
    Cloze who = caller == Caller.OTHER ? template.identity() : identity(principal, caller, number);
    fill(template.text(), new Drawn(who, number, time, principal, random));
  }

  /** What a record's gaps are filled from. */
  private record Drawn(
      Cloze identity, long number, long time, long principal, RandomGenerator random) {}

  /**
   * A session has the same identity in all its calls, letter by letter: AWS writes there what was
   * true when it began.
   */
  private Cloze identity(long principal, Caller caller, long number) {
    long session = principal * MIX + credentials.of(principal, number);
    return templates.draw(caller, new SplittableRandom(workload.seed() + session)).identity();
  }

  private void fill(Cloze text, Drawn drawn) {
    record.put(text.pieces().get(0));
    for (int i = 0; i < text.gaps().size(); i++) {
      fill(text.gaps().get(i), drawn);
      record.put(text.pieces().get(i + 1));
    }
  }

  private void fill(Gap gap, Drawn drawn) {
    long number = drawn.number();
    long principal = drawn.principal();
    switch (gap) {
      case IDENTITY -> fill(drawn.identity(), drawn);
      case CREATION -> Timestamp.write(created(principal, number), record);
      case TIME -> Timestamp.write(drawn.time(), record);
      case EVENT_ID -> id(workload.seed(), number);
      case REQUEST_ID -> id(~workload.seed(), number);
      case ADDRESS -> Addresses.write(principal, drawn.random(), record);
      case ACCOUNT -> identity.account(record);
      case ARN -> identity.arn(record);
      case PRINCIPAL_ID -> identity.principalId(record);
      case ACCESS_KEY -> identity.accessKey(credentials.of(principal, number), record);
      case USER_NAME -> identity.userName(record);
      case ISSUER_ARN -> identity.roleArn(record);
      case ISSUER_ID -> identity.roleId(record);
      case ISSUER_NAME -> identity.roleName(record);
      case HANDED_OUT_KEY -> handedOutKey(number);
      case EXPIRATION -> Timestamp.write(drawn.time() + Credentials.LAST.toMillis(), record);
    }
  }

  /** When a session's credentials were taken, before the calls that it makes with them. */
  private long created(long principal, long number) {
    long begin = credentials.begin(principal, credentials.of(principal, number));
    return delivery(begin) - (long) (1_000 * DELAY_MOST);
  }

  /** A key is handed out once: by the first call in its stretch that hands one out. */
  private void handedOutKey(long number) {
    long session = credentials.session(number);
    boolean isFirst =
        LongStream.range(credentials.begin(number), number).noneMatch(this::handsOutAKey);
    if (isFirst && Caller.of(session) == Caller.ROLE) {
      Identity.sessionKey(session, credentials.of(session, number), record);
    } else {
      record.put("ASIB").digits(number, 16);
    }
  }

  private boolean handsOutAKey(long number) {
    if (isAttack(number)) {
      return false;
    }
    RandomGenerator random = random(number);
    double unused = delay(random);
    Caller caller = Caller.of(workload.spread().draw(workload.principals(), random));
    return templates.draw(caller, random).text().gaps().contains(Gap.HANDED_OUT_KEY);
  }

  /** In the form of a UUID, another one for each number. */
  private void id(long salt, long number) {
    long hash = ((number + 1) * MIX) ^ salt;
    record
        .hex(hash >>> 32, 8)
        .put('-')
        .hex(hash >>> 16, 4)
        .put('-')
        .hex(0x4000 | (hash & 0xfff), 4);
    record.put('-').hex(0x8000 | ((number >>> 48) & 0xfff), 4).put('-').hex(number, 12);
  }

  private RandomGenerator random(long number) {
    return new SplittableRandom(workload.seed() + (number * MIX));
  }

  private long delivery(long number) {
    return Workload.BEGIN.toEpochMilli()
        + (long) ((double) Workload.SPAN.toMillis() * number / workload.events());
  }

  /** Milliseconds. */
  private static long delay(RandomGenerator random) {
    double seconds = DELAY_MEDIAN * Math.exp(DELAY_SIGMA * random.nextGaussian());
    return (long) (1_000 * Math.min(seconds, DELAY_MOST));
  }
}

package io.trailhound.benchmarks.workload;

/** A principal's number in; the names that its records have out. */
final class Identity {
  private static final int ACCOUNTS = 300;

  /** So many sessions share a role. */
  private static final int SESSIONS = 4;

  private long principal;
  private Caller caller;

  void of(long number, Caller kind) {
    principal = number;
    caller = kind;
  }

  void account(RecordBuffer out) {
    out.put("1111").digits(principal % ACCOUNTS, 8);
  }

  void arn(RecordBuffer out) {
    if (caller == Caller.USER) {
      out.put("arn:aws:iam::");
      account(out);
      out.put(":user/");
      userName(out);
    } else {
      out.put("arn:aws:sts::");
      account(out);
      out.put(":assumed-role/");
      roleName(out);
      out.put("/session-").digits(principal, 7);
    }
  }

  void principalId(RecordBuffer out) {
    if (caller == Caller.USER) {
      out.put("AIDA").digits(principal, 17);
    } else {
      roleId(out);
      out.put(":session-").digits(principal, 7);
    }
  }

  /**
   * @param credentials of a session, which of them it has
   */
  void accessKey(long credentials, RecordBuffer out) {
    if (caller == Caller.USER) {
      out.put("AKIA").digits(principal, 16);
    } else {
      sessionKey(principal, credentials, out);
    }
  }

  static void sessionKey(long session, long credentials, RecordBuffer out) {
    out.put("ASIA").digits(session, 13).digits(credentials, 3);
  }

  void userName(RecordBuffer out) {
    out.put("user-").digits(principal, 7);
  }

  void roleArn(RecordBuffer out) {
    out.put("arn:aws:iam::");
    account(out);
    out.put(":role/");
    roleName(out);
  }

  void roleId(RecordBuffer out) {
    out.put("AROA").digits(principal / SESSIONS, 17);
  }

  void roleName(RecordBuffer out) {
    out.put("workload-role-").digits(principal / SESSIONS, 7);
  }
}

package io.trailhound.deploy.cloudformation;

import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The compiled job in, the actions of IAM out that its calls need: those of AWS's clients by their
 * names, those of Flink's file systems, which are S3, by a table.
 */
final class Calls {
  private static final Pattern CLIENT =
      Pattern.compile("software\\.amazon\\.awssdk\\.services\\.(\\w+)\\.\\w+Client");

  private static final Set<String> NO_REQUEST = Set.of("builder", "create", "close");

  private static final String FILE_SYSTEM = "org.apache.flink.core.fs.FileSystem";

  /** What S3 is asked when Flink's {@code s3a} does what the method says. */
  private static final Map<String, Set<String>> FILE_SYSTEM_METHODS =
      Map.of(
          "get",
          Set.of(),
          "getUnguardedFileSystem",
          Set.of(),
          "open",
          Set.of("s3:GetObject"),
          "exists",
          Set.of("s3:GetObject", "s3:ListBucket"),
          "getFileStatus",
          Set.of("s3:GetObject", "s3:ListBucket"),
          "listStatus",
          Set.of("s3:ListBucket"),
          // Parts of one upload; what is not a whole part yet lies beside, and goes when it is.
          "createRecoverableWriter",
          Set.of("s3:PutObject", "s3:GetObject", "s3:DeleteObject", "s3:AbortMultipartUpload"));

  private Calls() {}

  /** Of what runs on a cluster: the commands are somebody's who has rights of his own. */
  static Set<String> actions() {
    Set<String> actions = new TreeSet<>();
    new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.trailhound")
            .stream()
            .filter(it -> !it.getPackageName().startsWith("io.trailhound.job.cli"))
            .flatMap(it -> it.getMethodCallsFromSelf().stream())
            .forEach(call -> actions.addAll(actions(call)));
    return actions;
  }

  private static Set<String> actions(JavaMethodCall call) {
    String owner = call.getTargetOwner().getName();
    String method = call.getName();
    if (owner.equals(FILE_SYSTEM)) {
      Set<String> needed = FILE_SYSTEM_METHODS.get(method);
      if (needed == null) {
        throw new AssertionError(
            call.getDescription() + ": this test doesn't know what S3 is asked then.");
      }
      return needed;
    }
    Matcher client = CLIENT.matcher(owner);
    return client.matches() && !NO_REQUEST.contains(method)
        ? Set.of(client.group(1) + ":" + action(method))
        : Set.of();
  }

  /** Of a request for many at once it's that for one. */
  private static String action(String method) {
    String name = method.replaceFirst("Batch$", "");
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }
}

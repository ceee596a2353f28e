package io.aiops.gateway.security;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;

/** Which role a call needs. What is not named here and does not read is for operators. */
final class Permission {

  private static final Set<HttpMethod> READING =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private static final String VALIDATE = "/api/detectors/validate";
  private static final Pattern DETECT = Pattern.compile("/api/detectors/[^/;]+/detect");
  private static final List<String> TRUE = List.of("true");

  private Permission() {}

  static boolean reads(HttpMethod method) {
    return READING.contains(method);
  }

  static Role needed(HttpMethod method, String path, MultiMap query) {
    if (reads(method)) {
      return Role.VIEWER;
    }
    boolean changesNothing =
        method.equals(HttpMethod.POST)
            && (path.equals(VALIDATE)
                || (DETECT.matcher(path).matches() && TRUE.equals(query.getAll("dry_run"))));
    return changesNothing ? Role.VIEWER : Role.OPERATOR;
  }
}

package io.aiops.detector.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.detector.config.AiopsConfig;

/**
 * Where a webhook may lead. Inside addresses are what an operator means, so they are allowed unless
 * a list of hosts says otherwise; addresses at which clouds hand out credentials never are by
 * default.
 */
@ApplicationScoped
class AddressRules {

  /** An address rather than a name, in any notation that Java reads without asking for a name. */
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[.*]");

  /** Metadata services that are not link-local. */
  private static final Set<String> METADATA = Set.of("fd00:ec2:0:0:0:0:0:254", "100.100.100.200");

  private final List<String> allowed;
  private final boolean linkLocal;

  AddressRules(AiopsConfig config) {
    this.allowed =
        config.webhooks().allowedHosts().orElse(List.of()).stream()
            .map(host -> host.strip().toLowerCase(Locale.ROOT))
            .toList();
    this.linkLocal = config.webhooks().allowLinkLocal();
  }

  /** What is wrong with a host as it is written; asks no name server. */
  Optional<String> refusal(String host) {
    if (!allowed.isEmpty() && allowed.stream().noneMatch(rule -> matches(rule, host))) {
      return Optional.of("is not one of the hosts that are configured (webhooks.allowed-hosts)");
    }
    try {
      return ADDRESS.matcher(host).matches()
          ? refusal(InetAddress.getByName(host))
          : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.of("is not an address");
    }
  }

  /**
   * What is wrong with the addresses of a host now. A connection made at once uses the same ones:
   * Java keeps them for half a minute.
   *
   * @throws UnknownHostException where it has none
   */
  Optional<String> resolvedRefusal(String host) throws UnknownHostException {
    Optional<String> written = refusal(host);
    if (written.isPresent()) {
      return written;
    }
    for (InetAddress address : InetAddress.getAllByName(host)) {
      Optional<String> refusal = refusal(address);
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
  }

  private Optional<String> refusal(InetAddress address) {
    boolean refused =
        !linkLocal && (address.isLinkLocalAddress() || METADATA.contains(address.getHostAddress()));
    return refused
        ? Optional.of("is a link-local or metadata address (webhooks.allow-link-local)")
        : Optional.empty();
  }

  private static boolean matches(String rule, String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return rule.startsWith("*.") ? name.endsWith(rule.substring(1)) : name.equals(rule);
  }
}

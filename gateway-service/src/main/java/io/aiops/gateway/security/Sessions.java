package io.aiops.gateway.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.aiops.gateway.config.GatewayConfig;

/**
 * Makes and reads the values of session cookies. A value says whose session it is and since when,
 * under a MAC (HMAC-SHA256) of a secret that all gateways share and of the token's digest: nothing
 * is kept, any gateway reads it, and without its token it is void.
 */
@ApplicationScoped
public class Sessions {

  private static final Logger LOG = Logger.getLogger(Sessions.class);

  private static final String ALGORITHM = "HmacSHA256";
  private static final String PURPOSE = "aiops session 1";
  private static final String SEPARATOR = ":";
  private static final int PARTS = 5;
  private static final int LONGEST = 256;
  private static final int ID_BYTES = 12;
  private static final int SECRET_BYTES = 32;

  /** Shorter secrets could be guessed by who has a session: one of this process is better. */
  private static final int SHORTEST_SECRET = 16;

  /** Parts of the idle time after which a session in use is renewed. */
  private static final int RENEWALS = 10;

  /** Ended sessions that are remembered; the oldest go first. */
  private static final int MOST_ENDED = 10_000;

  private final Tokens tokens;
  private final Clock clock;
  private final Duration idle;
  private final Duration longest;
  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Boolean> ended =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > MOST_ENDED;
        }
      };

  Sessions(GatewayConfig config, Tokens tokens, Clock clock) {
    this.tokens = tokens;
    this.clock = clock;
    this.idle = config.auth().sessionIdle();
    this.longest = config.auth().sessionMax();
    this.key = new SecretKeySpec(secret(config), ALGORITHM);
  }

  private byte[] secret(GatewayConfig config) {
    Optional<String> shared =
        config.auth().sessionSecret().filter(text -> text.length() >= SHORTEST_SECRET);
    if (shared.isPresent()) {
      return shared.orElseThrow().getBytes(StandardCharsets.UTF_8);
    }
    if (tokens.required()) {
      LOG.infof(
          "Sessions end when this process does, and other gateways do not know them: API_SESSION_SECRET"
              + " or INTERNAL_TOKEN of at least %d characters would be shared",
          SHORTEST_SECRET);
    }
    byte[] made = new byte[SECRET_BYTES];
    random.nextBytes(made);
    return made;
  }

  Session begin(ApiToken token) {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    Instant now = now();
    return new Session(text(id), token.name(), now, now);
  }

  /** The cookie's value. */
  String write(ApiToken token, Session session) {
    String said =
        String.join(
            SEPARATOR,
            session.name(),
            session.id(),
            Long.toString(session.started().getEpochSecond()),
            Long.toString(session.renewed().getEpochSecond()));
    return said + SEPARATOR + text(mac(token, said));
  }

  /** Whose session a cookie is; empty where it is forged, over, or its token is gone. */
  Optional<Caller> read(String cookie) {
    String[] parts = cookie.split(SEPARATOR, -1);
    if (cookie.length() > LONGEST || parts.length != PARTS) {
      return Optional.empty();
    }
    Optional<ApiToken> token = tokens.named(parts[0]);
    String said = cookie.substring(0, cookie.lastIndexOf(SEPARATOR));
    if (token.isEmpty()
        || !MessageDigest.isEqual(
            text(mac(token.orElseThrow(), said)).getBytes(StandardCharsets.UTF_8),
            parts[PARTS - 1].getBytes(StandardCharsets.UTF_8))) {
      return Optional.empty();
    }
    return session(parts)
        .filter(this::alive)
        .map(session -> new Caller(token.orElseThrow(), session));
  }

  private static Optional<Session> session(String[] parts) {
    try {
      return Optional.of(
          new Session(
              parts[1],
              parts[0],
              Instant.ofEpochSecond(Long.parseLong(parts[2])),
              Instant.ofEpochSecond(Long.parseLong(parts[3]))));
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private boolean alive(Session session) {
    return clock.instant().isBefore(end(session)) && !isEnded(session);
  }

  /** When a session ends if nothing more is heard of it. */
  Instant end(Session session) {
    Instant idleEnd = session.renewed().plus(idle);
    Instant lastEnd = session.started().plus(longest);
    return idleEnd.isBefore(lastEnd) ? idleEnd : lastEnd;
  }

  /** How long the browser shall keep the cookie. */
  long secondsLeft(Session session) {
    return Math.max(0, ChronoUnit.SECONDS.between(now(), end(session)));
  }

  /** The session with a new idle time, where enough of the former one is over. */
  Optional<Session> renewed(Session session) {
    Instant now = now();
    return now.isBefore(session.renewed().plus(idle.dividedBy(RENEWALS)))
        ? Optional.empty()
        : Optional.of(session.renewedAt(now));
  }

  /** Takes no cookie of this session any more, in this process. */
  void end(Caller caller) {
    synchronized (ended) {
      ended.put(caller.session().id(), true);
    }
  }

  private boolean isEnded(Session session) {
    synchronized (ended) {
      return ended.containsKey(session.id());
    }
  }

  /** Whether someone who was let in would still be: for connections that last. */
  public boolean holds(Caller caller) {
    return tokens.holds(caller.token()) && (!caller.byCookie() || alive(caller.session()));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private byte[] mac(ApiToken token, String said) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(
          String.join("\n", PURPOSE, token.digest(), said).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }
}

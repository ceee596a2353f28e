package io.aiops.detector.model.log;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Lines are shown without what varies and without secrets. */
class ExampleTest {

  private static Template template(String line) {
    TemplateMiner miner = new TemplateMiner(10);
    return miner.find(miner.learn(line, 1000));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          connection from 10.1.2.3 closed              | connection from <ip> closed
          took 12 jobs                                 | took <number> jobs
          get https://a.example.com/x?y=z done         | get <url> done
          read /etc/passwd failed                      | read <path> failed
          password=hunter accepted                     | password=*** accepted
          login with token: abcdef and more            | login with token: *** and more
          header Authorization: Bearer abcdefgh sent   | header Authorization: *** sent
          using Bearer abcdefghij now                  | using Bearer *** now
          {"api_key":"sesame","user":"bob"}            | {"api_key":"***","user":"bob"}
          """)
  void whatVariesIsNamedAndSecretsAreHidden(String line, String shown) {
    assertEquals(shown, template(line).example());
  }

  @Test
  void theTemplateHidesSecretsAsWell() {
    assertEquals("password=*** accepted", template("password=hunter accepted").redacted());
    assertEquals("Accepted password for <*>", template("Accepted password for user17").redacted());
  }

  @Test
  void aTemplateKnowsWhenItWasSeenAlsoAfterAMerge() {
    TemplateMiner miner = new TemplateMiner(10);
    String[] names = {"alice", "bob", "carol", "dave", "erin"};
    int id = 0;
    for (int i = 0; i < names.length; i++) {
      id = miner.learn("the session of " + names[i] + " has been opened here", 1000 + i);
    }
    Template merged = miner.find(id);
    assertEquals("the session of <*> has been opened here", merged.text());
    assertEquals(1000, merged.firstSeen());
    assertEquals(1004, merged.lastSeen());
  }
}

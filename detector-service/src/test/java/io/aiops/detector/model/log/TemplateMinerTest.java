package io.aiops.detector.model.log;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.aiops.detector.model.StateFormatException;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What lines have in common is found whatever varies in them, within bounds. */
class TemplateMinerTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "took 12 ms # took <*>",
        "lifetime 3 seconds # lifetime <*>",
        "id 123e4567-e89b-12d3-a456-426614174000 done # id <*> done",
        "from 10.0.0.1:80 to 10.0.0.2 # from <*> to <*>",
        "via fe80::a:b1 and 00:11:43:e3:ba:c3 # via <*> and <*>",
        "see https://a.b/c?d=e&f for more # see <*> for more",
        "open /var/log/sys failed # open <*> failed",
        "open C:\\Temp\\a failed # open <*> failed",
        "at 0xdeadbeef or deadbeef # at <*> or <*>",
        "on Sat Jun 11 03:28:22 EDT 2005 it was # on <*> it was",
        "host mail.example.com down # host <*> down",
        "class org.example.com.Thing loaded # class org.example.com.Thing loaded",
        "mail to ann@example.com sent # mail to <*> sent",
        "sizes 1, 2, 3 # sizes <*>",
        "sizes 1 (2) # sizes <*> (<*>)",
        "[31mERROR[0m at 5 # ERROR at <*>",
        "no variables here # no variables here"
      })
  void whatVariesByItsFormIsMasked(String line, String template) {
    TemplateMiner miner = new TemplateMiner(10);
    miner.learn(line.replaceAll("\\[(31|0)m", "\u001b[$1m"));
    assertEquals(template, miner.templates().get(0).text());
  }

  @Test
  void aWordThatTakesManyValuesVariesToo() {
    TemplateMiner miner = new TemplateMiner(100);
    int ann = miner.learn("session opened for user ann by root");
    miner.learn("session opened for user bob by root");
    miner.learn("session opened for user eve by root");
    assertEquals(3, miner.templates().size());
    int joe = miner.learn("session opened for user joe by root");
    assertEquals(1, miner.templates().size());
    Template merged = miner.templates().get(0);
    assertEquals("session opened for user <*> by root", merged.text());
    assertEquals(4, merged.lines());
    assertEquals(joe, miner.resolve(ann));
    assertEquals(joe, miner.learn("session opened for user kim by root"));
    assertTrue(miner.takeRetired().contains(ann));
  }

  @Test
  void severalVaryingWordsBecomeOneTemplate() {
    TemplateMiner miner = new TemplateMiner(1000);
    Random random = new Random(1);
    String[] words = {"red", "blue", "green", "pink", "teal", "gray"};
    for (int i = 0; i < 2000; i++) {
      String first = words[random.nextInt(words.length)];
      String second = words[random.nextInt(words.length)];
      miner.learn("painted the " + first + " wall over with " + second + " again");
    }
    assertEquals(1, miner.templates().size());
  }

  @Test
  void aFewFirstWordsDoNotMakeOneTemplateOfDifferentServices() {
    TemplateMiner miner = new TemplateMiner(100);
    for (String service : List.of("syslogd", "klogd", "portmap", "cupsd", "named", "httpd")) {
      miner.learn(service + " startup succeeded");
    }
    assertEquals(6, miner.templates().size());
  }

  @Test
  void theTemplateLongestUnusedMakesRoom() {
    TemplateMiner miner = new TemplateMiner(3);
    int first = miner.learn("alpha one thing");
    int second = miner.learn("beta other thing entirely");
    miner.learn("gamma");
    assertEquals(first, miner.learn("alpha one thing"));
    miner.learn("delta is new here today");
    assertFalse(miner.has(second));
    assertTrue(miner.has(first));
    assertEquals(List.of(second), List.copyOf(miner.takeRetired()));
    assertNotEquals(second, miner.learn("beta other thing entirely"));
    assertEquals(3, miner.templates().size());
  }

  @Test
  void aFloodOfUnrelatedLinesStaysWithinItsBounds() {
    TemplateMiner miner = new TemplateMiner(200);
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      miner.learn(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1));
    }
    assertTrue(miner.templates().size() <= 200);
    assertTrue(miner.memoryBytes() < 2_000_000, miner.memoryBytes() + " bytes");
  }

  @Test
  void hostileLinesAreDefined() {
    TemplateMiner miner = new TemplateMiner(10);
    assertEquals(miner.learn(""), miner.learn(" \n\t \0"));
    int large = miner.learn("word ".repeat(200_000));
    assertEquals(large, miner.learn("word ".repeat(300_000)));
    int cut = miner.learn("y".repeat(LineScanner.LONGEST) + "one");
    assertEquals(cut, miner.learn("y".repeat(LineScanner.LONGEST) + "two"));
    assertEquals(
        miner.learn("boom happened\n\tat one.Thing(Thing.java:5)"),
        miner.learn("\nboom happened\n\tat other.Thing(Other.java:6)"));
    assertTrue(
        miner.templates().stream().allMatch(t -> t.sample().length() <= LineScanner.LONGEST));
  }

  @Test
  void everythingGoesOnEquallyAfterARoundTripAtAnyPoint() throws IOException {
    for (int seed = 0; seed < 10; seed++) {
      Random random = new Random(seed);
      int most = seed % 2 == 0 ? 20 : 500;
      TemplateMiner kept = new TemplateMiner(most);
      TemplateMiner restored = new TemplateMiner(most);
      for (int i = 0; i < 3000; i++) {
        String line = Lines.next(random);
        assertEquals(kept.learn(line), restored.learn(line));
        if (random.nextInt(100) == 0) {
          assertEquals(List.copyOf(kept.takeRetired()), List.copyOf(restored.takeRetired()));
        }
        if (random.nextInt(50) == 0) {
          restored = TemplateMiner.read(most, in(bytes(restored)));
        }
      }
      assertArrayEquals(bytes(kept), bytes(restored));
      assertEquals(
          kept.templates().stream().map(Template::text).toList(),
          restored.templates().stream().map(Template::text).toList());
    }
  }

  @Test
  void numbersAreNeverGivenTwice() {
    TemplateMiner miner = new TemplateMiner(5);
    Random random = new Random(2);
    Set<Integer> ended = new HashSet<>();
    for (int i = 0; i < 5000; i++) {
      int id = miner.learn(Lines.next(random));
      ended.addAll(miner.takeRetired());
      assertFalse(ended.contains(id), "template " + id + " came back");
    }
  }

  @Test
  void damageIsNoticed() throws IOException {
    TemplateMiner miner = new TemplateMiner(50);
    Random random = new Random(3);
    for (int i = 0; i < 500; i++) {
      miner.learn(Lines.next(random));
    }
    byte[] bytes = bytes(miner);
    for (int length = 0; length < bytes.length; length += 1 + length / 7) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThrows(StateFormatException.class, () -> TemplateMiner.read(50, in(cut)));
    }
    for (int i = 0; i < 200; i++) {
      byte[] flipped = bytes.clone();
      flipped[i < 14 ? i : random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      assertThrows(StateFormatException.class, () -> TemplateMiner.read(50, in(flipped)));
    }
  }

  private static byte[] bytes(TemplateMiner miner) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    miner.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static DataInputStream in(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }
}

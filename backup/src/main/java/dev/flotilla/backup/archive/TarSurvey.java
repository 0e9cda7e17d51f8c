// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What must be known of a tar before its messages can be told from those that are deleted: the
 * index, the tombstones, and the consumers that follow the messages.
 *
 * <p>A server that restores it uses the index if the index fits the files: the last eight bytes of
 * the last file are the ones that it names, and it lists no file that is missing. Otherwise it
 * takes every record that is not erased and that no tombstone names (nats-server, filestore.go,
 * recoverFullState, rebuildState), and applies the limits of the stream afterwards. So does this.
 */
final class TarSurvey {
  static final Pattern BLOCK = Pattern.compile("msgs/(\\d+)\\.blk");
  private static final Pattern CONSUMER = Pattern.compile("obs/(.+)/(meta\\.inf|o\\.dat)");
  private static final String CONFIG = "meta.inf";
  private static final String INDEX = "msgs/index.db";
  private static final String ERRORS = "errors.txt";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String NO_TIME = "0001-01-01T00:00:00Z";

  private final TarFiles files;
  private final BlockRecords records;
  private final SequenceSet tombstones = new SequenceSet();
  private final Map<Long, Long> checksums = new HashMap<>();
  private final Map<String, JsonNode> configs = new HashMap<>();
  private final List<ArchiveEntry.Consumer> consumers = new ArrayList<>();
  private @Nullable JsonNode config;
  private Optional<StreamIndex> index = Optional.empty();
  private long lowest;
  private long highest;

  private TarSurvey(TarFiles files) {
    this.files = files;
    this.records = new BlockRecords(files);
  }

  /** Reads and closes it. */
  static TarSurvey read(TarFiles files) throws IOException {
    TarSurvey survey = new TarSurvey(files);
    try (files) {
      while (files.next()) {
        survey.file();
      }
    }
    survey.finish();
    return survey;
  }

  /** The index, if it fits the messages. */
  Optional<StreamIndex> index() {
    return index;
  }

  /** Sequences of messages that clients deleted. */
  SequenceSet tombstones() {
    return tombstones;
  }

  /** What comes before the messages. */
  List<ArchiveEntry> head() throws DamagedArchive {
    if (config == null) {
      throw new DamagedArchive(CONFIG, "the configuration of the stream is missing");
    }
    List<ArchiveEntry> head = new ArrayList<>();
    head.add(new ArchiveEntry.State(index.map(this::exact).orElseGet(this::lowerBounds)));
    head.add(new ArchiveEntry.Config(config));
    head.addAll(consumers);
    return head;
  }

  /** What is known without reading the messages. */
  ArchiveSurvey summary() throws DamagedArchive {
    JsonNode state = ((ArchiveEntry.State) head().getFirst()).json();
    return new ArchiveSurvey(
        ArchiveFormat.TAR,
        state,
        state.path("messages").asLong(),
        state.path("bytes").asLong(),
        index.map(StreamIndex::state).filter(it -> it.messages() > 0).map(TarSurvey::range),
        consumers.stream().map(ArchiveEntry.Consumer::name).toList(),
        "",
        index.isPresent());
  }

  private static MessageTotals.Range range(StreamIndex.State state) {
    return new MessageTotals.Range(
        state.firstSequence(),
        Instant.ofEpochSecond(0, state.firstTime()),
        state.lastSequence(),
        Instant.ofEpochSecond(0, state.lastTime()));
  }

  private void file() throws IOException {
    String name = files.name();
    Matcher block = BLOCK.matcher(name);
    Matcher consumer = CONSUMER.matcher(name);
    if (block.matches()) {
      block(Long.parseLong(block.group(1)));
    } else if (consumer.matches()) {
      consumer(consumer.group(1), consumer.group(2));
    } else if (name.equals(CONFIG)) {
      config = json();
    } else if (name.equals(INDEX)) {
      index = StreamIndex.read(new BufferedInputStream(files.stream(), 64 * 1024));
    } else if (name.equals(ERRORS)) {
      throw files.damage("the server could not finish it: " + new String(files.content(), UTF_8));
    }
  }

  private void block(long number) throws IOException {
    long checksum = 0;
    records.start();
    while (records.next()) {
      checksum = records.checksum();
      long sequence = records.sequence();
      highest = Math.max(highest, sequence);
      if (records.isTombstone()) {
        tombstones.add(sequence);
      } else if (!records.isErased()) {
        lowest = lowest == 0 ? sequence : Math.min(lowest, sequence);
      }
    }
    checksums.put(number, checksum);
  }

  private void consumer(String name, String file) throws IOException {
    if (file.equals(CONFIG)) {
      configs.put(name, json());
      return;
    }
    JsonNode known = configs.remove(name);
    if (known == null) {
      throw files.damage("the configuration of the consumer is missing");
    }
    consumers.add(new ArchiveEntry.Consumer(name, known, ConsumerFile.read(files)));
  }

  private void finish() throws DamagedArchive {
    if (!configs.isEmpty()) {
      throw new DamagedArchive(
          "obs/" + configs.keySet().iterator().next(), "the state of the consumer is missing");
    }
    index = index.filter(this::fits);
  }

  private boolean fits(StreamIndex found) {
    long newest = checksums.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
    return newest == found.lastBlock()
        && checksums.keySet().containsAll(found.blocks().keySet())
        && found.checksum() == checksums.getOrDefault(newest, 0L);
  }

  private JsonNode exact(StreamIndex found) {
    StreamIndex.State state = found.state();
    return json(state.firstSequence(), state.lastSequence())
        .put("messages", state.messages())
        .put("bytes", state.bytes())
        .put("first_ts", time(state.firstTime()))
        .put("last_ts", time(state.lastTime()));
  }

  private JsonNode lowerBounds() {
    return json(lowest == 0 ? highest + 1 : lowest, highest);
  }

  private ObjectNode json(long first, long last) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("first_seq", first)
        .put("last_seq", last)
        .put("consumer_count", consumers.size());
  }

  private static String time(long nanos) {
    return nanos == 0 ? NO_TIME : Instant.ofEpochSecond(0, nanos).toString();
  }

  private JsonNode json() throws IOException {
    try {
      return JSON.readTree(files.content());
    } catch (JacksonException notJson) {
      throw files.damage("it is not JSON");
    }
  }
}

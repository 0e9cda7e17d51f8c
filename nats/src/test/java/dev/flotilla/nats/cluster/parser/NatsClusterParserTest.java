// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.cluster.NatsClusterSpec;
import dev.flotilla.nats.cluster.servers.Restart;
import dev.flotilla.nats.document.Finding;
import dev.flotilla.nats.document.FindingCode;
import dev.flotilla.nats.document.Parsed;
import dev.flotilla.nats.document.Stage;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NatsClusterParserTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Test
  void smallestDocumentTakesEveryDefault() {
    NatsCluster cluster = parse("{'version':'2.15.2'}").value().orElseThrow();

    assertThat(cluster.name()).isEqualTo("orders");
    assertThat(cluster.namespace()).isEqualTo("shop");
    NatsClusterSpec spec = cluster.spec();
    assertThat(spec.servers().replicas()).isEqualTo(3);
    assertThat(spec.servers().image()).isEqualTo("docker.io/library/nats:2.15.2");
    assertThat(spec.servers().imagePullPolicy()).isNull();
    assertThat(spec.settings().jetStream().enabled()).isTrue();
    assertThat(spec.settings().jetStream().fileStore().size().text()).isEqualTo("10Gi");
    assertThat(spec.settings().jetStream().memoryStore().size()).isNull();
    assertThat(spec.access().resolver().size().text()).isEqualTo("1Gi");
    assertThat(spec.pods().resources().requests().asMap()).isEmpty();
    assertThat(spec.waivers()).isEmpty();
  }

  @Test
  void fullDocumentIsTakenAsWritten() {
    NatsClusterSpec spec =
        parse(
                """
                {'version':'2.14.9','replicas':5,'image':'registry.local:5000/nats:2.14.9','imagePullPolicy':'Never',
                 'jetStream':{'enabled':true,'fileStore':{'size':'20Gi','storageClassName':'fast'},'memoryStore':{'size':1048576}},
                 'resolver':{'size':'64Mi','storageClassName':'slow'},
                 'resources':{'requests':{'cpu':'100m','memory':'256Mi'},'limits':{'cpu':2,'memory':'1Gi'}}}\
                """)
            .value()
            .orElseThrow()
            .spec();

    assertThat(spec.servers().image()).isEqualTo("registry.local:5000/nats:2.14.9");
    assertThat(spec.settings().jetStream().memoryStore().size()).hasToString("1048576");
    assertThat(spec.access().resolver().storageClassName()).isEqualTo("slow");
    assertThat(spec.pods().resources().limits().asMap())
        .containsEntry("cpu", "2")
        .containsEntry("memory", "1Gi");
  }

  @Test
  void aRestartIsOfAllServersOrOfOne() {
    assertThat(parse("{'version':'2.15.2'}").value().orElseThrow().spec().servers().restart())
        .isNull();
    assertThat(restart("{'request':'after the change'}"))
        .isEqualTo(new Restart("after the change", null));
    assertThat(restart("{'request':'r','server':0}")).isEqualTo(new Restart("r", 0));
  }

  private static Restart restart(String value) {
    return Objects.requireNonNull(
        parse("{'version':'2.15.2','restart':" + value + "}")
            .value()
            .orElseThrow()
            .spec()
            .servers()
            .restart());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'version':'2.15.2','replica':3} | UNKNOWN_FIELD | spec.replica",
        "{'version':'2.15.2','jetStream':{'fileStore':{'sise':'1Gi'}}} | UNKNOWN_FIELD |"
            + " spec.jetStream.fileStore.sise",
        "{'version':'2.15.2','resources':{'limits':{'memorry':'1Gi'}}} | UNKNOWN_FIELD |"
            + " spec.resources.limits.memorry",
        "{} | MISSING_FIELD | spec.version",
        "{'version':null} | MISSING_FIELD | spec.version",
        "{'version':2.15} | WRONG_TYPE | spec.version",
        "{'version':'2.15.2','replicas':'3'} | WRONG_TYPE | spec.replicas",
        "{'version':'2.15.2','replicas':1.5} | WRONG_TYPE | spec.replicas",
        "{'version':'2.15.2','jetStream':true} | WRONG_TYPE | spec.jetStream",
        "{'version':'2.15.2','waivers':'EVEN_REPLICAS'} | WRONG_TYPE | spec.waivers",
        "{'version':'2.15.2','waivers':[1]} | WRONG_TYPE | spec.waivers[0]",
        "{'version':'2.15.2','replicas':0} | REPLICAS_OUT_OF_RANGE | spec.replicas",
        "{'version':'2.15.2','replicas':-3} | REPLICAS_OUT_OF_RANGE | spec.replicas",
        "{'version':'2.15.2','replicas':11} | REPLICAS_OUT_OF_RANGE | spec.replicas",
        "{'version':'2.15.2','replicas':99999999999999999999} | REPLICAS_OUT_OF_RANGE |"
            + " spec.replicas",
        "{'version':'2.15.2','restart':{}} | MISSING_FIELD | spec.restart.request",
        "{'version':'2.15.2','restart':{'request':7}} | WRONG_TYPE | spec.restart.request",
        "{'version':'2.15.2','restart':{'request':'0123456789012345678901234567890123456789012345678901234567890123'}}"
            + " | BAD_VALUE | spec.restart.request",
        "{'version':'2.15.2','restart':{'request':'r','server':3}} | BAD_VALUE |"
            + " spec.restart.server",
        "{'version':'2.15.2','restart':{'request':'r','server':-1}} | BAD_VALUE |"
            + " spec.restart.server",
        "{'version':'2.15.2','restart':{'request':'r','servers':1}} | UNKNOWN_FIELD |"
            + " spec.restart.servers",
        "{'version':'2.15.2','replicas':4} | EVEN_REPLICAS | spec.replicas",
        "{'version':'2.15.2','jetStream':{'fileStore':{'size':'0'}}} | SIZE_NOT_POSITIVE |"
            + " spec.jetStream.fileStore.size",
        "{'version':'2.15.2','jetStream':{'memoryStore':{'size':-1}}} | SIZE_NOT_POSITIVE |"
            + " spec.jetStream.memoryStore.size",
        "{'version':'2.15.2','resolver':{'size':'-1Gi'}} | SIZE_NOT_POSITIVE | spec.resolver.size",
        "{'version':'2.15.2','resources':{'limits':{'memory':0}}} | SIZE_NOT_POSITIVE |"
            + " spec.resources.limits.memory",
        "{'version':'2.15.2','jetStream':{'fileStore':{'size':'10GB'}}} | BAD_QUANTITY |"
            + " spec.jetStream.fileStore.size",
        "{'version':'2.15.2','resources':{'requests':{'cpu':'2'},'limits':{'cpu':'1500m'}}} |"
            + " REQUEST_ABOVE_LIMIT | spec.resources.requests.cpu",
        "{'version':'2.13.0'} | UNKNOWN_VERSION | spec.version",
        "{'version':'latest'} | BAD_VALUE | spec.version",
        "{'version':'2.15.2','waivers':['NOTHING']} | UNKNOWN_WAIVER | spec.waivers[0]",
        "{'version':'2.15.2','waivers':['MISSING_FIELD']} | UNKNOWN_WAIVER | spec.waivers[0]",
        "{'version':'2.15.2','image':'has space'} | BAD_VALUE | spec.image",
        "{'version':'2.15.2','imagePullPolicy':'Sometimes'} | BAD_VALUE | spec.imagePullPolicy"
      })
  void wrongInputIsOneFindingWithItsField(String spec, FindingCode code, String field) {
    Parsed<NatsCluster> parsed = parse(spec);

    assertThat(parsed.value()).isEmpty();
    assertThat(parsed.errors())
        .extracting(Finding::code, Finding::field)
        .containsExactly(tuple(code, field));
    assertThat(parsed.errors()).allSatisfy(finding -> assertThat(finding.hint()).isNotBlank());
  }

  @Test
  void specSurvivesItsJson() throws JsonProcessingException {
    NatsClusterSpec spec =
        parse("{'version':'2.15.2','jetStream':{'memoryStore':{'size':'64Mi'}}}")
            .value()
            .orElseThrow()
            .spec();

    String json = JSON.writeValueAsString(spec);

    assertThat(json).contains("\"size\":\"64Mi\"").doesNotContain("null");
    assertThat(parse(json).value().orElseThrow().spec()).isEqualTo(spec);
    assertThat(JSON.readValue(json, NatsClusterSpec.class)).isEqualTo(spec);
  }

  @Test
  void allFindingsComeAtOnce() {
    Parsed<NatsCluster> parsed =
        parse("{'version':'9.9.9','replicas':4,'volume':1,'resolver':{'size':'x'}}");

    assertThat(parsed.errors())
        .extracting(Finding::code)
        .containsExactlyInAnyOrder(
            FindingCode.UNKNOWN_VERSION,
            FindingCode.EVEN_REPLICAS,
            FindingCode.BAD_QUANTITY,
            FindingCode.UNKNOWN_FIELD);
  }

  @Test
  void unlistedPatchOfAKnownLineIsAWarning() {
    Parsed<NatsCluster> parsed = parse("{'version':'2.15.99'}");

    assertThat(parsed.value().orElseThrow().spec().servers().image())
        .isEqualTo("docker.io/library/nats:2.15.99");
    assertThat(parsed.warnings()).extracting(Finding::code).contains(FindingCode.UNLISTED_VERSION);
    assertThat(parse("{'version':'2.15.99','waivers':['UNLISTED_VERSION']}").waived())
        .extracting(Finding::code)
        .containsExactly(FindingCode.UNLISTED_VERSION);
  }

  @Test
  void unknownLineIsDeployedByWaiver() {
    Parsed<NatsCluster> parsed = parse("{'version':'2.16.1','waivers':['UNKNOWN_VERSION']}");

    assertThat(parsed.value().orElseThrow().spec().servers().version()).isEqualTo("2.16.1");
  }

  @Test
  void versionBelowTheFloorStopsNewServersAndWarnsOfThoseThatRun() {
    String document = "{'version':'2.12.11'}";

    assertThat(parse(document).errors())
        .extracting(Finding::code)
        .containsExactly(FindingCode.BELOW_SECURITY_FLOOR);
    assertThat(parse(document, Stage.RUNNING).warnings())
        .extracting(Finding::code)
        .contains(FindingCode.BELOW_SECURITY_FLOOR)
        .doesNotContain(FindingCode.UNLISTED_VERSION);
  }

  @Test
  void waivedFindingDoesNotStopTheCluster() {
    Parsed<NatsCluster> parsed =
        parse("{'version':'2.15.2','replicas':2,'waivers':['EVEN_REPLICAS']}");

    assertThat(parsed.value().orElseThrow().spec().servers().replicas()).isEqualTo(2);
    assertThat(parsed.waived())
        .extracting(Finding::code)
        .containsExactly(FindingCode.EVEN_REPLICAS);
  }

  @Test
  void metadataOfKubernetesAndStatusAreNotJudged() {
    JsonNode manifest =
        json(
            "{'apiVersion':'flotilla.dev/v1alpha1','kind':'NatsCluster','metadata':{'name':'a','uid':'u','managedFields':[]},"
                + "'spec':{'version':'2.15.2'},'status':{'anything':1}}");

    assertThat(
            NatsClusterParser.parse(manifest, Stage.FIRST_DEPLOY, Catalogue.bundled()).accepted())
        .isTrue();
  }

  @Test
  void otherKindsAndBadNamesAreRefused() {
    Parsed<NatsCluster> parsed =
        NatsClusterParser.parse(
            json(
                "{'apiVersion':'v1','kind':'Pod','metadata':{'name':'Not_A_Label'},'spec':{'version':'2.15.2'}}"),
            Stage.FIRST_DEPLOY,
            Catalogue.bundled());

    assertThat(parsed.errors())
        .extracting(Finding::code, Finding::field)
        .containsExactly(
            tuple(FindingCode.WRONG_KIND, "apiVersion"),
            tuple(FindingCode.WRONG_KIND, "kind"),
            tuple(FindingCode.BAD_NAME, "metadata.name"));
  }

  @Test
  void somethingThatIsNoObjectIsRefusedWithoutAnError() {
    assertThat(
            NatsClusterParser.parse(json("[1]"), Stage.FIRST_DEPLOY, Catalogue.bundled())
                .accepted())
        .isFalse();
    assertThat(
            NatsClusterParser.parse(json("null"), Stage.FIRST_DEPLOY, Catalogue.bundled())
                .accepted())
        .isFalse();
  }

  private static Parsed<NatsCluster> parse(String spec) {
    return parse(spec, Stage.FIRST_DEPLOY);
  }

  private static Parsed<NatsCluster> parse(String spec, Stage stage) {
    return NatsClusterParser.parse(
        json(
            "{'apiVersion':'flotilla.dev/v1alpha1','kind':'NatsCluster','metadata':{'name':'orders','namespace':'shop'},'spec':"
                + spec
                + "}"),
        stage,
        Catalogue.bundled());
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException problem) {
      throw new IllegalArgumentException(problem);
    }
  }
}

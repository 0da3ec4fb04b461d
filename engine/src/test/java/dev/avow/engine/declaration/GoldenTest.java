package dev.avow.engine.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.identity.CanonicalJson;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Released documents: never edited, so that an identity made today is the identity for ever. */
class GoldenTest {

    private static final String RELEASED = """
            identity/v1/chat-every-parameter sha256:479c3b0f4dc0f22dddeafc881204de764b064f959b50ebe900813cdad745e3ab
            identity/v1/chat-tools-and-weights sha256:29b77c014b9a5fce4acba29f46eca27639afa90083e2e3a424434cefbc7c187a
            identity/v1/constraints-cost-alone sha256:54e850f70c039b03514d96ee483809c258892b4790713daaf658c3a90b50271b
            identity/v1/constraints sha256:8ae5ba4c12afce8c261ae2674f355fbff8d94edb7bc7a0a1aeca9159b9d1f78a
            identity/v1/embedding-unpinned sha256:943a543f8822d783be582fd80bf6773bf27c86badd3655b43a0b7008418a02d3
            identity/v1/embedding-weights-by-digest sha256:9d4020dc3edf6cb0da86ccbd97246ec43c946f4fd0cf1593385d2b59402dc61f
            identity/v1/environment sha256:2ef34cd12dbe139dc1395682f19767130db65527aa590049774c58c46fe94ea7
            identity/v1/integers sha256:e66a690d0f9e515cf68ff024dcc086f0807db3e8610d935d388da8e61b8ce01a
            identity/v1/manual-minimal sha256:4a0329c0f0035b4a5853298f85f449262dbe71bf32d1c257a3ee76c9de7f40ce
            identity/v1/manual-params-and-interval sha256:f82ba04b6e702dcecbb39e862e2d62d182be7c415bfc4ccdf8b2aee2dbc28eba
            identity/v1/mapped sha256:372c3fec8b84b6a946c8da6fa34986c461dd44941ecbe6c7dd9d6908a088c42e
            identity/v1/nested-64-deep sha256:151d3795d41f8268664fdef6d9e9ba307b379dee1c1d35d815f14dcf2651ce50
            identity/v1/private-param-and-message sha256:fad5eb8862bc1a87d20db62fd931bf95323e3cf5c3827427198cbf811e6097fd
            identity/v1/slot-first-of-its-schedule sha256:41d36658d6878e12d30dc3bf09dc8f14008d26a5a5006ce9e08b12d256fbc9d5
            identity/v1/slot-minimal sha256:b0de4ce92a89b2ece643b0405924d82c3be88092f0a6d60e21250f2d1d453439
            identity/v1/unicode-names sha256:c50da68835d81f65bc299f2bf562a885f5d6a05f0aaa79a8b71c5c12850494c1
            identity/v1/unicode-text sha256:3445443e4bd8a53d7eca41be117fee6a6cb5b13ef457a9dc337b8181ec2b1c97
            identity/v1/upstream-every-form sha256:5877a6c9bc735516e244d16cf6367951a6a5402dffbaedc1462abfbf6992f34e
            spec/v1/every-member sha256:c3e64c545d361e430aee4dd10bc1d5207548922b5500236fb9abecb2c7ac73c5
            spec/v1/minimal sha256:c372146fb1882b7c97619d4b4450cf7570cfbc40d30dcafd05d3110c080e0408
            spec/v1/private-message sha256:7ea75799cbb7ff890c100a1a7210faccd247a720db21409071dcba133b38bf37
            spec/v1/unpinned-one-failed sha256:c245a8414f6c9898ac09d5d3b1b7a7c18fceaae23e2aeec6fa741223fd800495
            """;

    static List<Golden> declarations() {
        return Golden.declarations();
    }

    static List<Golden> specs() {
        return Golden.specs();
    }

    @Test
    void the_list_of_golden_documents_is_fixed() {
        List<Golden> found = Golden.all();

        assertThat(found.stream().map(Golden::line))
                .containsExactlyElementsOf(RELEASED.lines().toList());
    }

    @ParameterizedTest
    @MethodSource("declarations")
    void a_golden_declaration_has_its_identity(Golden golden) {
        Declaration declaration = Declaration.parse(golden.bytes());

        assertThat(declaration.canonicalBytes()).isEqualTo(golden.bytes());
        assertThat(declaration.identity()).hasToString(golden.digest());
        assertThat(CanonicalJson.isCanonical(golden.bytes())).isTrue();
    }

    @ParameterizedTest
    @MethodSource("specs")
    void a_golden_spec_has_its_digest(Golden golden) {
        Spec spec = Spec.parse(golden.bytes());

        assertThat(spec.canonicalBytes()).isEqualTo(golden.bytes());
        assertThat(spec.digest()).hasToString(golden.digest());
    }

    @ParameterizedTest
    @MethodSource("declarations")
    void the_file_beside_a_golden_declaration_is_for_sha256sum(Golden golden) {
        String expected = golden.digest().substring("sha256:".length()) + "  " + golden.name() + ".json\n";

        assertThat(golden.sumFile()).isEqualTo(expected);
    }
}

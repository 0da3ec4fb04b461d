package dev.avow.testing.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FakeModelsTest {

    private final RuntimeException busy = new IllegalStateException("busy");

    @Test
    void chat_answers_by_its_script_and_remembers_requests() {
        FakeChatModel model = FakeChatModel.answering("one").fails(busy).answers("two");

        assertThat(model.chat("first")).isEqualTo("one");
        assertThatThrownBy(() -> model.chat("second")).isSameAs(busy);
        assertThat(model.chat("third")).isEqualTo("two");
        assertThat(model.requests()).hasSize(3);
    }

    @Test
    void chat_repeats_its_last_answer_also_after_a_fault() {
        FakeChatModel model = FakeChatModel.answering("one", "two").fails(busy);

        assertThat(model.chat("first")).isEqualTo("one");
        assertThat(model.chat("second")).isEqualTo("two");
        assertThatThrownBy(() -> model.chat("third")).isSameAs(busy);
        assertThat(model.chat("fourth")).isEqualTo("two");
        assertThat(model.chat("fifth")).isEqualTo("two");
    }

    @Test
    void chat_says_that_it_was_given_no_answer() {
        FakeChatModel model = FakeChatModel.answering();

        assertThatThrownBy(() -> model.chat("first"))
                .hasMessage("Fake chat model has no answer to request 1. Give it one with answers(...).");
    }

    @Test
    void streaming_chat_answers_by_words_and_tells_faults_to_the_handler() {
        FakeStreamingChatModel model =
                FakeStreamingChatModel.answering("three open tickets").fails(busy);
        List<Object> told = new ArrayList<>();

        model.chat("first", handler(told));
        model.chat("second", handler(told));

        assertThat(told).containsExactly("three ", "open ", "tickets", "three open tickets", busy);
    }

    @Test
    void embedding_gives_equal_texts_equal_vectors() {
        FakeEmbeddingModel model = FakeEmbeddingModel.of(8);

        assertThat(model.embed("a").content()).isEqualTo(model.embed("a").content());
        assertThat(model.embed("a").content()).isNotEqualTo(model.embed("b").content());
        assertThat(model.embed("a").content().vector()).hasSize(8);
        model.fails(busy);
        assertThatThrownBy(() -> model.embed("c")).isSameAs(busy);
        assertThat(model.requests()).hasSize(6).endsWith(List.of("c"));
    }

    private static StreamingChatResponseHandler handler(List<Object> told) {
        return new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String text) {
                told.add(text);
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                told.add(response.aiMessage().text());
            }

            @Override
            public void onError(Throwable fault) {
                told.add(fault);
            }
        };
    }
}

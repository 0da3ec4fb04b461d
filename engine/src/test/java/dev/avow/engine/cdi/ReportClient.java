package dev.avow.engine.cdi;

import dev.avow.engine.history.History;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.run.Avow;
import dev.avow.engine.run.ManualRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

// begin
@ApplicationScoped
class ReportClient {

    @Inject
    Avow avow;

    @Inject
    History history;

    Map<String, Identity> request(String submitter) {
        return avow.trigger("daily", JsonObject.empty(), ManualRequest.by(submitter));
    }

    List<RunView> newest() {
        return history.runs("daily", 10).items();
    }
}
// end

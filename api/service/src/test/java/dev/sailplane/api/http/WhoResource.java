package dev.sailplane.api.http;

import dev.sailplane.api.access.Admission;
import dev.sailplane.api.access.CurrentTenant;
import dev.sailplane.api.access.FakeLedger;
import dev.sailplane.api.access.Reservation;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;

/** Tells tests who it takes the caller for, on either kind of thread, and accepts jobs that do nothing. */
@Path("/v1/test/who")
public class WhoResource {
    private final CurrentTenant current;
    private final Admission admission;
    private final Instance<FakeLedger> ledger;

    public WhoResource(CurrentTenant current, Admission admission, Instance<FakeLedger> ledger) {
        this.current = current;
        this.admission = admission;
        this.ledger = ledger;
    }

    @GET
    @RunOnVirtualThread
    public String who() {
        return current.name() + (Thread.currentThread().isVirtual() ? " virtual" : " platform");
    }

    @GET
    @Path("/event-loop")
    public Uni<String> whoOnEventLoop() {
        return Uni.createFrom().item(() -> current.name().value());
    }

    @POST
    @RunOnVirtualThread
    public void accept() {
        try (Reservation _ = admission.admit(current.name())) {
            ledger.get().accepted(current.name(), Instant.now());
        }
    }
}

package digital.memu.inference.example.photosearch;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.immich.ImageIoPhotoPreparer;
import digital.memu.inference.immich.ImmichMlBackend;
import digital.memu.inference.immich.testing.ImmichMlSimulator;
import digital.memu.inference.immich.testing.SimulatedMlModel;
import digital.memu.inference.route.RoutingPolicy;
import java.time.Duration;
import java.util.List;

/** Two simulated machines: real sockets and the real protocol, only what they see is made up. */
final class SimulatedHome {

    /** They are in this process: whoever connects late to them is this machine. */
    private static final RoutingPolicy PATIENT = RoutingPolicy.builder()
            .timeouts(t -> t.connect(Duration.ofSeconds(30)))
            .build();

    private final ImmichMlSimulator pc;
    private final ImmichMlSimulator hub;

    /** The pc works so long on each part of a photo, the hub three times as long. */
    SimulatedHome(Duration pace) {
        SimulatedEye eye = new SimulatedEye();
        this.pc = machine(eye, pace);
        this.hub = machine(eye, pace.multipliedBy(3));
    }

    private static ImmichMlSimulator machine(SimulatedEye eye, Duration pace) {
        return ImmichMlSimulator.builder()
                .model(SimulatedMlModel.clip(Models.SIMULATED.embedding(), Concepts.DIMENSION)
                        .build())
                .model(SimulatedMlModel.faces(Models.SIMULATED.faces()).build())
                .model(SimulatedMlModel.text(Models.SIMULATED.text()).build())
                .embedding(eye::vector)
                .textEmbedding(Concepts::vector)
                .faces(eye::faces)
                .text(eye::lines)
                .runTime(pace)
                .keepRequests(1)
                .build();
    }

    ImmichMlSimulator pc() {
        return pc;
    }

    /** Both of them; closed with what is returned. */
    Home home() {
        InferenceRouter router = InferenceRouter.builder()
                .backend(ImmichMlBackend.at(pc.url())
                        .named("gaming-pc")
                        .external()
                        .build())
                .backend(ImmichMlBackend.at(hub.url()).named("hub").local().build())
                .policy(PATIENT)
                .build();
        return new Home(router, ImageIoPhotoPreparer.create(), List.of(pc, hub));
    }
}

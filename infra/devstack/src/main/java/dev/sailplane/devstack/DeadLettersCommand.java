package dev.sailplane.devstack;

import dev.sailplane.cli.CommonOptions;
import dev.sailplane.contract.JobId;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code sailplane dead-letters}: jobs that no worker could carry out. Asks the API, as any caller can.
 *
 * @see <a href="../../../../../../../adr/0011-branches-and-redrive.md">Decision 0011</a>
 */
@Command(
        name = "dead-letters",
        description = "Lists jobs that no worker could carry out, and has them run again.",
        synopsisSubcommandLabel = "COMMAND",
        footer = "%nThe API is shown the key in SAILPLANE_API_KEY, if there is one.")
final class DeadLettersCommand implements Runnable {
    @Mixin
    @SuppressWarnings("unused") // picocli acts on it
    private CommonOptions common = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "dead-letters needs a command: list or redrive");
    }

    @Command(name = "list", description = "List them, newest first: as many as the API remembers.")
    int list(@Mixin CommonOptions options, @Mixin ApiOptions api) throws InterruptedException {
        for (DeadLetters.Letter letter : all(api.client(""))) {
            out().printf("%s  %s  %s  %s%n", letter.id(), letter.failedAt(), letter.model(), letter.error());
        }
        out().flush();
        return 0;
    }

    @Command(
            name = "redrive",
            description = "Have failed jobs run again, each as a new job; says which. A job that runs again already is"
                    + " found, not started twice. Stops at the first refusal, as when a limit is reached: then call it"
                    + " again.")
    int redrive(
            @Mixin CommonOptions options,
            @Mixin ApiOptions api,
            @Option(names = "--all", description = "All that are listed.") boolean all,
            @Parameters(paramLabel = "ID", arity = "0..*", description = "Failed jobs, also such as are not listed.")
                    @Nullable
                    List<String> ids)
            throws InterruptedException {
        List<JobId> named = ids == null ? List.of() : parsed(ids);
        if (all != named.isEmpty()) {
            throw wrong("name jobs by ID, or give --all");
        }
        PredictionClient client = api.client("");
        List<JobId> wanted =
                all ? all(client).stream().map(DeadLetters.Letter::id).toList() : named;
        for (JobId failed : wanted) {
            Prediction again = redriven(client, failed);
            out().printf("%s  %s  %s%n", failed, again.id(), again.status());
            out().flush();
        }
        return 0;
    }

    private static Prediction redriven(PredictionClient client, JobId failed) throws InterruptedException {
        try {
            return client.redrive(failed);
        } catch (DevStackException refused) {
            throw new DevStackException(failed + ": " + refused.getMessage(), refused);
        }
    }

    // All pages first: jobs that are run again change the list.
    private static List<DeadLetters.Letter> all(PredictionClient client) throws InterruptedException {
        List<DeadLetters.Letter> letters = new ArrayList<>();
        Optional<String> query = Optional.of(DeadLetters.FIRST);
        while (query.isPresent()) {
            DeadLetters page = client.deadLetters(query.get());
            letters.addAll(page.letters());
            query = page.next();
        }
        return letters;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    // Not by a converter: of several parameters picocli takes one that cannot be converted for a stray one.
    private List<JobId> parsed(List<String> ids) {
        try {
            return ids.stream().map(JobId::new).toList();
        } catch (IllegalArgumentException malformed) {
            throw wrong("ID: " + malformed.getMessage());
        }
    }

    private ParameterException wrong(String reason) {
        return new ParameterException(spec.subcommands().get("redrive"), reason);
    }
}

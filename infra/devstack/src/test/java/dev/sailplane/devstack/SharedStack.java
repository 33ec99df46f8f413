package dev.sailplane.devstack;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One {@link RunningStack} for all tests of a run, closed after the last. */
final class SharedStack implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RunningStack.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(Attempt.class, _ -> new Attempt(), Attempt.class)
                .stack();
    }

    /** Made once: if the stack does not start, the tests behind the first do not try again. */
    private static final class Attempt implements AutoCloseable {
        private @Nullable RunningStack running;
        private @Nullable Exception failure;

        Attempt() {
            try {
                running = RunningStack.start();
            } catch (IOException | InterruptedException | RuntimeException doesNotStart) {
                failure = doesNotStart;
            }
        }

        RunningStack stack() {
            if (running == null) {
                throw new IllegalStateException("the stack did not start", failure);
            }
            return running;
        }

        @Override
        public void close() {
            if (running != null) {
                running.close();
            }
        }
    }
}

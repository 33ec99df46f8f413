package dev.sailplane.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Reports a failed command as one line on stderr; the stack trace only when {@value #VERBOSE} asks for it. */
public final class OneLineErrors implements IExecutionExceptionHandler {
    /** The option that shows stack traces. */
    public static final String VERBOSE = "--verbose";

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult arguments) {
        command.getErr().println(command.getColorScheme().errorText("sailplane: " + oneLine(failure)));
        if (command.getParseResult().hasMatchedOption(VERBOSE)) { // the arguments are those of the command above
            failure.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static String oneLine(Exception failure) {
        String message = switch (failure) {
            case NoSuchFileException missing -> missing.getFile() + " does not exist";
            case AccessDeniedException denied -> denied.getFile() + " may not be accessed";
            case FileSystemException unusable ->
                unusable.getFile() + ": " + Objects.requireNonNullElse(unusable.getReason(), "cannot be used");
            case Exception other ->
                Objects.requireNonNullElse(other.getMessage(), other.getClass().getSimpleName());
        };
        return message.lines().findFirst().orElse("failed");
    }
}

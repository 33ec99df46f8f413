package dev.sailplane.cli.models;

import dev.sailplane.diffusion.model.NetworkRole;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A network's key on the command line. */
public final class NetworkRoleConverter implements ITypeConverter<NetworkRole> {
    @Override
    public NetworkRole convert(String value) {
        return Arrays.stream(NetworkRole.values())
                .filter(role -> role.key().equals(value))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("no network is called " + value + "; there are "
                        + Arrays.stream(NetworkRole.values())
                                .map(NetworkRole::key)
                                .toList()));
    }
}

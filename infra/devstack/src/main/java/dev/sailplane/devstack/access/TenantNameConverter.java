package dev.sailplane.devstack.access;

import dev.sailplane.contract.TenantName;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A tenant's name on the command line. */
final class TenantNameConverter implements ITypeConverter<TenantName> {
    @Override
    public TenantName convert(String text) {
        try {
            return new TenantName(text);
        } catch (IllegalArgumentException malformed) {
            throw new TypeConversionException(malformed.getMessage());
        }
    }
}

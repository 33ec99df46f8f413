package dev.sailplane.training.evaluation;

import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.stat.correlation.Covariance;

/**
 * How far two sets of features lie apart, both taken as normal distributions: |m - n|² + tr(A + B - 2 (A B)^½) with means
 * m, n and covariances A, B (Heusel et al. 2017, equation 6). The features are our inspector's, so the numbers compare with
 * each other alone, and only for sets of the same size.
 */
public final class FrechetDistance {
    private final RealVector mean;
    private final RealMatrix covariance;
    private final RealMatrix root;

    /**
     * Distances from a set.
     *
     * @param features at least two vectors of the same length
     */
    public FrechetDistance(List<float[]> features) {
        RealMatrix rows = rows(features);
        mean = mean(rows);
        covariance = new Covariance(rows).getCovarianceMatrix();
        root = root(covariance);
    }

    /** The distance to another set of vectors of the same length; 0 to itself. */
    public double to(List<float[]> features) {
        RealMatrix rows = rows(features);
        RealMatrix other = new Covariance(rows).getCovarianceMatrix();
        // A B and A^½ B A^½ have the same eigenvalues; the latter is symmetric
        double shared = root(root.multiply(other).multiply(root)).getTrace();
        double apart = mean.getDistance(mean(rows));
        return Math.max(0, apart * apart + covariance.getTrace() + other.getTrace() - 2 * shared);
    }

    /** The sum of the features' variances of another set, as a part of this one's: how varied it is; 1 for itself. */
    public double varietyOf(List<float[]> features) {
        return new Covariance(rows(features)).getCovarianceMatrix().getTrace() / covariance.getTrace();
    }

    private static RealMatrix rows(List<float[]> features) {
        if (features.size() < 2) {
            throw new IllegalArgumentException("a distribution needs at least 2 pictures, not " + features.size());
        }
        RealMatrix rows = new Array2DRowRealMatrix(features.size(), features.getFirst().length);
        for (int row = 0; row < features.size(); row++) {
            float[] values = features.get(row);
            for (int column = 0; column < values.length; column++) {
                rows.setEntry(row, column, values[column]);
            }
        }
        return rows;
    }

    private static RealVector mean(RealMatrix rows) {
        RealVector sum = new ArrayRealVector(rows.getColumnDimension());
        for (int row = 0; row < rows.getRowDimension(); row++) {
            sum = sum.add(rows.getRowVector(row));
        }
        return sum.mapDivide(rows.getRowDimension());
    }

    /** Of a positive semidefinite matrix, up to rounding. */
    private static RealMatrix root(RealMatrix matrix) {
        RealMatrix symmetric = matrix.add(matrix.transpose()).scalarMultiply(0.5);
        EigenDecomposition eigen = new EigenDecomposition(symmetric);
        double[] roots = eigen.getRealEigenvalues();
        for (int i = 0; i < roots.length; i++) {
            roots[i] = Math.sqrt(Math.max(roots[i], 0));
        }
        RealMatrix vectors = eigen.getV();
        return vectors.multiply(MatrixUtils.createRealDiagonalMatrix(roots)).multiply(eigen.getVT());
    }
}

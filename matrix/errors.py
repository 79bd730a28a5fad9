"""What can be wrong with a matrix.

MatrixError
└── NoMatrix
"""


class MatrixError(Exception):
    """Any of the below."""


class NoMatrix(MatrixError):
    """The library is not here, or it cannot drive a matrix of these settings."""

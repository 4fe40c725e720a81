"""The models with scikit-learn's interface: for its pipelines, its searches and its scores."""

"""Where SageMaker puts things in a container."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Layout:
    hyperparameters: Path
    train_channel: Path
    model: Path
    failure: Path

    @classmethod
    def from_environment(cls) -> "Layout":
        """SAGEMAKER_BASE_DIR moves the whole tree, SM_CHANNEL_TRAIN and SM_MODEL_DIR a part."""
        base = Path(os.environ.get("SAGEMAKER_BASE_DIR", "/opt/ml"))
        return cls(
            hyperparameters=base / "input/config/hyperparameters.json",
            train_channel=Path(os.environ.get("SM_CHANNEL_TRAIN", base / "input/data/train")),
            model=Path(os.environ.get("SM_MODEL_DIR", base / "model")),
            failure=base / "output/failure",
        )

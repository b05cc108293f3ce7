"""The container's one entry point: `train` and `serve`, the two arguments SageMaker passes."""

import sys
import traceback

from layout import Layout


def main(arguments: list[str]) -> int:
    """Runs one command. Returns the exit code: 0 done, 1 failed, 64 wrong usage."""
    match arguments:
        case ["train"]:
            return train(Layout.from_environment())
        case ["serve"]:
            return serve(Layout.from_environment())
    print(f"usage: main.py train|serve; got {arguments}", file=sys.stderr)
    return 64


def train(layout: Layout) -> int:
    try:
        from training import run_training

        run_training(layout)
        return 0
    except Exception as error:
        # SageMaker shows the first 1,024 characters of this file as the job's FailureReason.
        layout.failure.parent.mkdir(parents=True, exist_ok=True)
        layout.failure.write_text(f"{type(error).__name__}: {error}\n")
        traceback.print_exc()
        return 1


def serve(layout: Layout) -> int:
    # Imported here: a server starts in 0.1 s because it never loads scikit-learn.
    from model_source import ModelRefused, load_model
    from serving import run_server

    try:
        model = load_model(layout)
    except ModelRefused as error:
        print(f"refusing to start: {error}", file=sys.stderr)
        return 1
    run_server(model)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

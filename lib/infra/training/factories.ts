import { codeBuildTraining } from './code-build.ts';
import { sagemakerTraining } from './sagemaker.ts';

/** How candidates are trained. */
export const Training = {
  /** In a build container: for models that train in minutes on a few processors. */
  codeBuild: codeBuildTraining,
  /** As a SageMaker training job on the workload's own image: for large data and accelerators. */
  sagemaker: sagemakerTraining,
} as const;

export const targetKinds = ['lambda-alias', 'sagemaker-endpoint', 'sagemaker-guardrails'] as const;
export type TargetKindName = (typeof targetKinds)[number];

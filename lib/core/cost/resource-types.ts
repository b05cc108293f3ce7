import type { PriceName } from './prices.ts';

/** How a resource is paid for as it lies there: not at all, by the month, only as it is used or filled, or by the hour. */
type Idle = 'free' | { monthly: PriceName } | 'by-use' | 'hourly';

/** Every type that a template of ours holds, and those that are known to be paid by the hour. Another type is told as unknown. */
const resourceTypes: Record<string, Idle> = {
  'AWS::ApplicationAutoScaling::ScalableTarget': 'free',
  'AWS::Budgets::Budget': 'free',
  'AWS::CDK::Metadata': 'free',
  'AWS::CloudWatch::Alarm': { monthly: 'alarm' },
  'AWS::CloudWatch::CompositeAlarm': { monthly: 'composite-alarm' },
  'AWS::CloudWatch::Dashboard': { monthly: 'dashboard' },
  'AWS::CodeBuild::Project': 'by-use',
  'AWS::CodeBuild::ReportGroup': 'by-use',
  'AWS::CodeCommit::Repository': 'by-use',
  'AWS::ECR::Repository': 'by-use',
  'AWS::Events::Rule': 'by-use',
  'AWS::IAM::ManagedPolicy': 'free',
  'AWS::IAM::Policy': 'free',
  'AWS::IAM::Role': 'free',
  'AWS::KMS::Alias': 'free',
  'AWS::KMS::Key': { monthly: 'key' },
  'AWS::Lambda::EventInvokeConfig': 'free',
  'AWS::Lambda::EventSourceMapping': 'by-use',
  'AWS::Lambda::Function': 'by-use',
  'AWS::Lambda::Permission': 'free',
  'AWS::Lambda::Url': 'free',
  'AWS::Logs::LogGroup': 'by-use',
  'AWS::Logs::MetricFilter': 'free',
  'AWS::Logs::QueryDefinition': 'free',
  'AWS::S3::Bucket': 'by-use',
  'AWS::S3::BucketPolicy': 'free',
  'AWS::SNS::Subscription': 'by-use',
  'AWS::SNS::Topic': 'by-use',
  'AWS::SNS::TopicPolicy': 'free',
  'AWS::SQS::Queue': 'by-use',
  'AWS::SQS::QueuePolicy': 'free',
  'AWS::SSM::Parameter': 'by-use',
  'AWS::Scheduler::Schedule': 'by-use',
  'AWS::Scheduler::ScheduleGroup': 'free',
  'AWS::SecretsManager::Secret': { monthly: 'secret' },
  'AWS::StepFunctions::StateMachine': 'by-use',
  'AWS::EC2::Instance': 'hourly',
  'AWS::EC2::NatGateway': 'hourly',
  'AWS::EC2::VPCEndpoint': 'hourly',
  'AWS::ECS::Service': 'hourly',
  'AWS::ElastiCache::CacheCluster': 'hourly',
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'hourly',
  'AWS::Kinesis::Stream': 'hourly',
  'AWS::Lambda::Alias': 'by-use',
  'AWS::OpenSearchService::Domain': 'hourly',
  'AWS::RDS::DBCluster': 'hourly',
  'AWS::RDS::DBInstance': 'hourly',
  'AWS::SageMaker::Endpoint': 'hourly',
  'AWS::SageMaker::NotebookInstance': 'hourly',
};

/** Of a resource as the template has it; undefined where nobody knows. */
export function idleCost(type: string, properties: Record<string, unknown> = {}): Idle | undefined {
  // An alias or a version that keeps environments ready pays for them by the hour.
  if (properties.ProvisionedConcurrencyConfig !== undefined) return 'hourly';
  return Object.hasOwn(resourceTypes, type) ? resourceTypes[type] : undefined;
}

import { S3ServiceException } from '@aws-sdk/client-s3';

/**
 * Whether S3 says that this object or version is not there: NoSuchKey and NoSuchVersion are 404, a version that is a
 * delete marker is 405, and an id that S3 never gave out is a 400 InvalidArgument about the version id.
 */
export function isMissing(error: unknown): boolean {
  if (!(error instanceof S3ServiceException)) return false;
  if (error.name === 'NoSuchKey' || error.name === 'NoSuchVersion') return true;
  const status = error.$metadata.httpStatusCode;
  return status === 405 || (status === 400 && /version id/i.test(error.message));
}

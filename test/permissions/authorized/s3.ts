import type { Call } from '../../support/iam.ts';
import { keyOf, withKey } from './key.ts';
import { asked, type Rule } from './rule.ts';

/** S3 asks IAM for an action that is not always the call's name. */
export const s3: Rule = ({ operation, input, refused }, deployed) => {
  const { Bucket, Key, VersionId, Prefix, IfNoneMatch, IfMatch } = input;
  const bucket = `arn:aws:s3:::${Bucket}`;
  const object = `${bucket}/${Key}`;
  // A bucket that is not the template's has a key of its own.
  const own = deployed.ofType('AWS::S3::Bucket').find(([id]) => deployed.resolver.arnOf(id) === bucket);
  const key = own && keyOf(deployed, own[0]);
  switch (operation) {
    case 'GetObject': {
      const got = asked(VersionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion', object);
      // Whoever may not list the bucket hears 403 instead of 404; S3 asks that without a prefix.
      const found: Call[] = refused ? [asked('s3:ListBucket', bucket)] : withKey(deployed, key, 'Decrypt');
      return [got, ...found];
    }
    case 'PutObject': {
      const context = {
        's3:ObjectCreationOperation': 'true',
        ...(IfNoneMatch ? { 's3:if-none-match': String(IfNoneMatch) } : {}),
      };
      // To compare the etag is to read it.
      const compared = IfMatch ? [asked('s3:GetObject', object)] : [];
      return [asked('s3:PutObject', object, context), ...compared, ...withKey(deployed, key, 'GenerateDataKey')];
    }
    case 'HeadBucket':
      return [asked('s3:ListBucket', bucket)];
    case 'DeleteBucket':
      return [asked('s3:DeleteBucket', bucket)];
    case 'DeleteObjects':
      return input.Delete.Objects.map((one: { Key: string }) =>
        asked('s3:DeleteObjectVersion', `${bucket}/${one.Key}`),
      );
    case 'GetBucketNotificationConfiguration':
      return [asked('s3:GetBucketNotification', bucket)];
    case 'ListObjectVersions':
      return [asked('s3:ListBucketVersions', bucket, { 's3:prefix': String(Prefix) })];
    default:
      throw new Error(`nobody said what IAM is asked for s3:${operation}`);
  }
};

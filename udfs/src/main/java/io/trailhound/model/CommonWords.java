package io.trailhound.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Texts that very many signals have: outcomes, kinds of identities, services, regions of the
 * commercial partition (AWS General Reference, "Service endpoints", 2026-11), names of programs, of
 * Amazon's networks as ASN files have them, and actions that rules ask for, and whether there was
 * MFA. On the network each is a number of a byte or two.
 */
final class CommonWords {
  private static final List<String> OTHERS =
      List.of(
          "success",
          "failure",
          "AssumedRole",
          "IAMUser",
          "Root",
          "AWSService",
          "AWSAccount",
          "FederatedUser",
          "IdentityCenterUser",
          "SAMLUser",
          "WebIdentityUser",
          "AWS Internal",
          "aws-cli",
          "Boto3",
          "Botocore",
          "Terraform",
          "aws-sdk-go",
          "aws-sdk-go-v2",
          "aws-sdk-java",
          "aws-sdk-nodejs",
          "Mozilla",
          "Chrome",
          "Firefox",
          "Safari",
          "Amazon.com, Inc.",
          "AMAZON-02",
          "AMAZON-AES",
          "Amazon Technologies Inc.",
          "Amazon Data Services Ireland Ltd",
          "console.amazonaws.com",
          "signin.amazonaws.com");

  private static final List<String> SERVICES =
      List.of(
          "access-analyzer,acm,apigateway,appsync,athena,autoscaling,backup,batch,bedrock,cloudformation,cloudfront",
          "cloudtrail,codebuild,cognito-idp,config,console,ds,dynamodb,ec2,ecr,ecs,eks,elasticache",
          "elasticfilesystem,elasticloadbalancing,elasticmapreduce,es,events,firehose,glue,guardduty,health,iam",
          "inspector2,kinesis,kms,lambda,logs,macie2,monitoring,organizations,rds,redshift,resource-explorer-2",
          "route53,s3,sagemaker,secretsmanager,securityhub,servicediscovery,ses,signin,sns,sqs,ssm,sso,states,sts",
          "support,tagging,trustedadvisor,wafv2,xray");

  private static final List<String> REGIONS =
      List.of(
          "us-east-1,us-east-2,us-west-1,us-west-2,af-south-1,ap-east-1,ap-east-2,ap-south-1,ap-south-2",
          "ap-southeast-1,ap-southeast-2,ap-southeast-3,ap-southeast-4,ap-southeast-5,ap-southeast-7",
          "ap-northeast-1,ap-northeast-2,ap-northeast-3,ca-central-1,ca-west-1,eu-central-1,eu-central-2",
          "eu-west-1,eu-west-2,eu-west-3,eu-north-1,eu-south-1,eu-south-2,il-central-1,mx-central-1",
          "me-central-1,me-south-1,sa-east-1");

  private static final List<String> ACTIONS =
      List.of(
          "AddUserToGroup,AssumeRole,AssumeRoleWithSAML,AssumeRoleWithWebIdentity,AttachRolePolicy",
          "AttachUserPolicy,ConsoleLogin,Converse,CreateAccessKey,CreateBucket,CreateLoginProfile,CreateUser",
          "Decrypt,DeleteBucketPolicy,DeleteTrail,DescribeDBInstances,DescribeDBSnapshots",
          "DescribeInstanceInformation,DescribeInstances,DescribeRegions,DescribeSecret",
          "DescribeSecurityGroups,DescribeSubnets,DescribeTags,DescribeTrails,DescribeVolumes,DescribeVpcs",
          "GenerateDataKey,GetAccountSummary,GetBucketAcl,GetBucketLocation,GetCallerIdentity",
          "GetFoundationModelAvailability,GetObject,GetParameter,GetParameters,GetParametersByPath,GetPolicy",
          "GetRole,GetSecretValue,GetSessionToken,GetUser,InvokeModel,InvokeModelWithResponseStream",
          "ListAccessKeys,ListAccountAliases,ListAliases,ListBuckets,ListFunctions,ListFunctions20150331",
          "ListGroups,ListKeys,ListMFADevices,ListObjects,ListObjectsV2,ListRoles,ListSecrets,ListTables",
          "ListUsers,LookupEvents,ModifyDBSnapshotAttribute,ModifySnapshotAttribute,PutObject,PutRolePolicy",
          "PutUserPolicy,RunInstances,StopLogging,UpdateAccessKey,UpdateLoginProfile");

  /** Behind the others, which keep their numbers. */
  private static final List<String> FLAGS = List.of("true", "false");

  private CommonWords() {}

  /**
   * These and the names of rules, the most frequent ones first, in an order that is always the same
   * for the same rules.
   */
  static List<String> with(List<String> rules) {
    List<String> all = new ArrayList<>(OTHERS);
    each(SERVICES).map(service -> service + ".amazonaws.com").forEach(all::add);
    each(REGIONS).forEach(all::add);
    all.addAll(rules);
    each(ACTIONS).forEach(all::add);
    all.addAll(FLAGS);
    return all;
  }

  private static Stream<String> each(List<String> lines) {
    return lines.stream().flatMap(line -> Stream.of(line.split(",")));
  }
}

"""Reads requests for the parameter store with the AWS client for Python, which is the core of the AWS CLI:
each must be one that PutParameter takes, by the service's own description. What it would send is what was read.
"""

import json

import botocore.loaders
import botocore.model
import botocore.serialize
import botocore.validate

import canonical

description = botocore.loaders.Loader().load_service_model("ssm", "service-2")
service = botocore.model.ServiceModel(description)
operation = service.operation_model("PutParameter")
validator = botocore.validate.ParamValidator()
serializer = botocore.serialize.create_serializer(service.metadata["protocol"])


def read_request(request):
    report = validator.validate(request, operation.input_shape)
    if report.has_errors():
        raise ValueError(report.generate_report())
    for name, member in operation.input_shape.members.items():
        most, enum = member.metadata.get("max"), member.metadata.get("enum")
        if name in request and (most and len(request[name]) > most or enum and request[name] not in enum):
            raise ValueError("%s is %r" % (name, request[name]))
    return json.loads(serializer.serialize_to_request(request, operation)["body"])


def read(path):
    return [read_request(request) for request in json.loads(canonical.text_of(path))]


for number, path in canonical.files():
    if "Overwrite" in canonical.text_of(path):
        canonical.say(number, read, path)
    else:
        print("%d\t?" % number)  # JSON of another kind

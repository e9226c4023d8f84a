from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.decorators import consent_required
from accounts.requests import SignedInRequest
from applications.models import Upload
from applications.permissions import own_application
from applications.uploads.serving import upload_response


@consent_required
@require_safe
def upload(request: SignedInRequest, number: str, pk: int) -> FileResponse:
    """A file that the applicant attached and didn't take off again."""
    found = own_application(request.user, number)
    rows = Upload.objects.filter(filing__application=found, detached_at__isnull=True)
    upload = get_object_or_404(rows, pk=pk)
    return upload_response(request, found, upload)

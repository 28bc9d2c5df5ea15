"""The page of imports: tables are checked and brought in, and imports are taken back.

It does what the commands do, by the same code (exchange/); here is only what the page shows.
"""

from pathlib import Path
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from negotiations.admin import uploads
from negotiations.admin.permissions import may_here
from negotiations.choices import Status
from negotiations.exchange import undoing
from negotiations.exchange.failing import OTHERS_IMPORT, failure
from negotiations.exchange.findings import PackageError
from negotiations.exchange.importing import import_path
from negotiations.exchange.load import Busy, Unsure
from negotiations.exchange.mapping import NOTHING_MAPPED, read_map
from negotiations.roles import Permission

MOST_BYTES = 100_000_000
#: What the page shows of an import; the command's report has all.
MOST_FINDINGS, MOST_NAMED, MOST_IMPORTS = 500, 20, 20
ENDINGS = (".csv", ".jsonl", ".zip", ".xlsx", ".json")
GONE = "What was checked is not kept any more: upload it again."
UNSURE = (
    "The connection to the database was lost as the import was being committed: all of it was "
    "written or nothing. If it was, it stands among the imports below. To send it again does no "
    "harm."
)
UNSURE_OF_UNDOING = (
    "The connection to the database was lost as the undoing was being committed: all of it was "
    "done or nothing. If it was, the import stands no longer among those below."
)


AS_IT_IS = (Status.DRAFT.value, "As it is; draft where the record is new")


class ImportForm(forms.Form):
    """What is uploaded, and how it is read."""

    file = forms.FileField(
        help_text="A workbook (.xlsx), a .zip of tables, one table (.csv, .jsonl), or .json."
    )
    map = forms.FileField(
        required=False, help_text="A .toml file, where the tables name things in their own way."
    )
    status = forms.ChoiceField(
        choices=[AS_IT_IS, (Status.PUBLISHED.value, "Published")],
        help_text="Of rows that do not state one.",
    )

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if Path(file.name).suffix.lower() not in ENDINGS:
            raise forms.ValidationError(f"The name must end in one of {', '.join(ENDINGS)}.")
        if file.size > MOST_BYTES:
            raise forms.ValidationError(f"An upload may have {MOST_BYTES:,} bytes.")
        found: UploadedFile = file
        return found


class DraftsForm(ImportForm):
    """The same for whoever imports drafts alone."""

    status = forms.ChoiceField(choices=[AS_IT_IS], help_text="Of rows that do not state one.")


def may_see(request: HttpRequest) -> bool:
    return any(
        may_here(request, needed) for needed in (Permission.IMPORT_DRAFTS, Permission.UNDO_IMPORT)
    )


def imports_drafts_only(request: HttpRequest) -> bool:
    return not may_here(request, Permission.IMPORT_PUBLISHED)


def form_for(request: HttpRequest) -> type[ImportForm]:
    return DraftsForm if imports_drafts_only(request) else ImportForm


@require_http_methods(["GET", "POST"])
def imports_page(request: HttpRequest) -> HttpResponse:
    """For whoever may import or take back; each form is refused by itself."""
    if not may_see(request):
        raise PermissionDenied
    may_import = may_here(request, Permission.IMPORT_DRAFTS)
    may_undo = may_here(request, Permission.UNDO_IMPORT)
    context: dict[str, Any] = {
        "form": form_for(request)(),
        "may_import": may_import,
        "drafts_only": imports_drafts_only(request),
        "may_undo": may_undo,
    }
    if request.method == "POST":
        is_undoing = "batch" in request.POST
        if not (may_undo if is_undoing else may_import):
            raise PermissionDenied
        context |= undone(request) if is_undoing else imported(request)
    return TemplateResponse(
        request,
        "admin/negotiations/imports.html",
        {
            **admin.site.each_context(request),
            "title": "Imports",
            "imports": undoing.imports()[:MOST_IMPORTS],
            **context,
        },
    )


def imported(request: HttpRequest) -> dict[str, Any]:
    """What became of an upload, or of the one that was checked before, as the page shows it."""
    if as_checked := request.POST.get("as_checked", ""):
        upload = uploads.kept(request.user)
        if upload is None:
            return {"refusal": GONE}
        return brought_in(request, upload, as_checked)
    form = form_for(request)(request.POST, request.FILES)
    if not form.is_valid():
        return {"form": form}
    try:
        upload = uploads.keep(request.user, form.cleaned_data)
    except OSError as error:
        return {"form": form, "refusal": f"The upload cannot be kept: {error.strerror}."}
    return {"form": form, **brought_in(request, upload)}


def brought_in(
    request: HttpRequest, upload: uploads.Upload, as_checked: str = ""
) -> dict[str, Any]:
    """The upload checked or imported; only one that was found good is kept for its import."""
    is_check = "check" in request.POST
    try:
        outcome = import_path(
            upload.file,
            mapped=read_map(upload.map) if upload.map else NOTHING_MAPPED,
            # Whoever leaves it at draft would not hide what is published.
            status=None if upload.status == Status.DRAFT else upload.status,
            dry_run=is_check,
            as_checked=as_checked,
            drafts_only=imports_drafts_only(request),
            actor=request.user,
        )
    except Busy:
        return {"refusal": OTHERS_IMPORT}
    except (PackageError, OSError) as error:
        return {"refusal": str(error)}
    except Unsure:
        return {"refusal": UNSURE}
    except Error as error:
        return {"refusal": failure(error, "Nothing was written.")}
    may_follow = is_check and not outcome.findings
    if not may_follow:
        uploads.forget(request.user)
    return {
        "outcome": outcome,
        "may_follow": may_follow,
        "findings": outcome.findings[:MOST_FINDINGS],
        "plan": [
            (share, share.named_new[:MOST_NAMED], share.changes[:MOST_NAMED])
            for share in outcome.plan
        ],
    }


def undone(request: HttpRequest) -> dict[str, Any]:
    """What taking the import back would do, or did once it was confirmed."""
    is_sure = "sure" in request.POST
    try:
        outcome = undoing.undo_import(
            request.POST["batch"], dry_run=not is_sure, actor=request.user
        )
    except Busy:
        return {"refusal": OTHERS_IMPORT}
    except undoing.UnknownImport as error:
        return {"refusal": str(error)}
    except Unsure:
        return {"refusal": UNSURE_OF_UNDOING}
    except Error as error:
        return {"refusal": failure(error, "Nothing was done.")}
    return {"undone": outcome}

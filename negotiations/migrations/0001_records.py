"""Every kind of record, as tables with their constraints."""

import django.contrib.auth.models
import django.contrib.auth.validators
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import negotiations.fields
import negotiations.rules
import negotiations.vectors
from negotiations.sql import run_sql_file


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        # The functions that columns and constraints call come first.
        run_sql_file("dates.sql"),
        run_sql_file("text.sql"),
        run_sql_file("records.sql"),
        run_sql_file("search.sql"),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                (
                    "first_name",
                    models.CharField(blank=True, max_length=150, verbose_name="first name"),
                ),
                (
                    "last_name",
                    models.CharField(blank=True, max_length=150, verbose_name="last name"),
                ),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="email address"),
                ),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                (
                    "date_joined",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="date joined"
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
                "abstract": False,
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="Changeset",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "seq",
                    models.PositiveBigIntegerField(
                        editable=False,
                        help_text="Place in the order of commits.",
                        null=True,
                        unique=True,
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        editable=False, help_text="When it was committed.", null=True
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        editable=False,
                        help_text="Who wrote, if a person signed in.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("admin", "Editing pages"),
                            ("api", "API"),
                            ("import", "Import"),
                            ("command", "Command"),
                            ("sql", "SQL"),
                        ],
                        editable=False,
                        help_text="By which road the change came.",
                        max_length=20,
                    ),
                ),
                (
                    "batch",
                    models.CharField(
                        editable=False,
                        help_text="The import it belongs to, if it came by one.",
                        max_length=64,
                    ),
                ),
            ],
            options={
                "ordering": ["seq"],
            },
        ),
        migrations.CreateModel(
            name="PublicChange",
            fields=[
                (
                    "seq",
                    models.PositiveBigIntegerField(
                        help_text="Place in the order of commits, without gaps.",
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "changeset",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="What made the change.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="negotiations.changeset",
                    ),
                ),
                ("kind", models.TextField(help_text="The kind of the record.")),
                ("record_id", models.BigIntegerField(help_text="The record.")),
                (
                    "slug",
                    models.TextField(help_text="Its slug, which stays as it is once published."),
                ),
                (
                    "change",
                    models.CharField(
                        choices=[
                            ("published", "Published"),
                            ("updated", "Updated"),
                            ("merged", "Merged"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        help_text="What became of it.",
                        max_length=20,
                    ),
                ),
            ],
            options={
                "ordering": ["seq"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("changeset", "kind", "record_id"),
                        name="public_change_is_told_once",
                        violation_error_message="A changeset changes a record once.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    negotiations.fields.SlugField(
                        help_text="Public identity; lower-case words and hyphens; fixed once published."
                    ),
                ),
                (
                    "status",
                    negotiations.fields.VocabularyField(
                        default="draft",
                        help_text="How far the record is on its way; only published records exist for the public.",
                        required=True,
                    ),
                ),
                (
                    "certainty",
                    negotiations.fields.VocabularyField(
                        default="",
                        help_text="How we know what the record asserts; leave blank where nothing is asserted.",
                    ),
                ),
                (
                    "external_ids",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_.-]*:.+$",
                        help_text="Identifiers in other data sets as scheme:id, one record per identifier.",
                        means="an identifier such as wikidata:Q34",
                        size=None,
                    ),
                ),
                (
                    "codes",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$",
                        help_text="Codes of other schemes as scheme.variable=value.",
                        means="a code such as cameo.event=0354",
                        size=None,
                    ),
                ),
                (
                    "note",
                    negotiations.fields.ProseField(
                        default="", help_text="For readers: what the fields cannot say."
                    ),
                ),
                (
                    "editor_note",
                    negotiations.fields.InternalField(
                        default="", help_text="For the team only; never leaves by a public door."
                    ),
                ),
                (
                    "withdrawn_reason",
                    negotiations.fields.InternalField(
                        default="",
                        help_text="Why the record was withdrawn; shown on its tombstone.",
                    ),
                ),
                (
                    "created_at",
                    negotiations.fields.StampField(help_text="When the record was first entered."),
                ),
                (
                    "updated_at",
                    negotiations.fields.StampField(
                        help_text="When a field of the record last changed."
                    ),
                ),
                (
                    "version",
                    negotiations.fields.VersionField(
                        help_text="Grows with each change; carries the lock against lost updates."
                    ),
                ),
                (
                    "visible",
                    negotiations.fields.VisibleField(
                        help_text="Whether the public sees it: published, and so is all it cannot do without."
                    ),
                ),
                (
                    "name",
                    negotiations.fields.LineField(
                        help_text="The name in English as most sources give it.", required=True
                    ),
                ),
                (
                    "kind",
                    negotiations.fields.VocabularyField(
                        default="", help_text="What sort of place it is."
                    ),
                ),
                (
                    "countries",
                    negotiations.fields.ListField(
                        form="^[A-Z]{2}$",
                        help_text="ISO 3166-1 alpha-2 codes; two where the place lies on a border.",
                        means="an ISO 3166-1 alpha-2 code such as SE",
                        size=None,
                    ),
                ),
                (
                    "latitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        help_text="Degrees north, WGS 84.",
                        max_digits=9,
                        null=True,
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        help_text="Degrees east, WGS 84.",
                        max_digits=9,
                        null=True,
                    ),
                ),
                (
                    "precision",
                    negotiations.fields.VocabularyField(
                        default="", help_text="What the coordinates point to."
                    ),
                ),
                ("search", negotiations.vectors.SearchField(names=("name",))),
            ],
            options={
                "ordering": ("slug",),
                "abstract": False,
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["search"], name="place_search")
                ],
                "constraints": [
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=models.Q(
                            models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                            models.Q(
                                ("latitude__gte", -90),
                                ("latitude__isnull", False),
                                ("latitude__lte", 90),
                                ("longitude__gte", -180),
                                ("longitude__isnull", False),
                                ("longitude__lte", 180),
                            ),
                            _connector="OR",
                        ),
                        field="latitude",
                        message="A place has both coordinates, within 90 and 180 degrees, or neither.",
                        name="place_lies_on_the_globe",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("name"), function="engine.is_line"
                        ),
                        field="name",
                        message="The name holds a control character or is not in Unicode NFC.",
                        name="place_name_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("name"), function="engine.is_given"
                        ),
                        field="name",
                        message="The name is empty.",
                        name="place_name_is_given",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("kind__in", ["city", "site", "building", "region", ""])
                        ),
                        field="kind",
                        message="The kind is not one of: city, site, building, region.",
                        name="place_kind_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("countries", []),
                            negotiations.fields.SqlTest(
                                models.F("countries"),
                                models.Value("^[A-Z]{2}$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="countries",
                        message="The countries hold an entry that is empty, stands twice or is not clean text, or is not an ISO 3166-1 alpha-2 code such as SE.",
                        name="place_countries_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("precision__in", ["building", "site", "city", "region", "country", ""])
                        ),
                        field="precision",
                        message="The precision is not one of: building, site, city, region, country.",
                        name="place_precision_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("slug__regex", "^[a-z0-9]+(-{1,2}[a-z0-9]+)*$")),
                        field="slug",
                        message="A slug is lower-case letters and digits, joined by hyphens.",
                        name="place_slug_is_well_formed",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("status__in", ["draft", "in_review", "published", "withdrawn"])
                        ),
                        field="status",
                        message="The status is not one of: draft, in_review, published, withdrawn.",
                        name="place_status_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("certainty__in", ["confirmed", "stated", "reported", "inferred", ""])
                        ),
                        field="certainty",
                        message="The certainty is not one of: confirmed, stated, reported, inferred.",
                        name="place_certainty_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("external_ids", []),
                            negotiations.fields.SqlTest(
                                models.F("external_ids"),
                                models.Value("^[a-z0-9][a-z0-9_.-]*:.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="external_ids",
                        message="The external ids hold an entry that is empty, stands twice or is not clean text, or is not an identifier such as wikidata:Q34.",
                        name="place_external_ids_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("codes", []),
                            negotiations.fields.SqlTest(
                                models.F("codes"),
                                models.Value("^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="codes",
                        message="The codes hold an entry that is empty, stands twice or is not clean text, or is not a code such as cameo.event=0354.",
                        name="place_codes_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("note"), function="engine.is_prose"
                        ),
                        field="note",
                        message="The note holds a control character or is not in Unicode NFC.",
                        name="place_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("editor_note"), function="engine.is_prose"
                        ),
                        field="editor_note",
                        message="The editor note holds a control character or is not in Unicode NFC.",
                        name="place_editor_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("withdrawn_reason"), function="engine.is_prose"
                        ),
                        field="withdrawn_reason",
                        message="The withdrawn reason holds a control character or is not in Unicode NFC.",
                        name="place_withdrawn_reason_is_clean",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    negotiations.fields.SlugField(
                        help_text="Public identity; lower-case words and hyphens; fixed once published."
                    ),
                ),
                (
                    "status",
                    negotiations.fields.VocabularyField(
                        default="draft",
                        help_text="How far the record is on its way; only published records exist for the public.",
                        required=True,
                    ),
                ),
                (
                    "certainty",
                    negotiations.fields.VocabularyField(
                        default="",
                        help_text="How we know what the record asserts; leave blank where nothing is asserted.",
                    ),
                ),
                (
                    "external_ids",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_.-]*:.+$",
                        help_text="Identifiers in other data sets as scheme:id, one record per identifier.",
                        means="an identifier such as wikidata:Q34",
                        size=None,
                    ),
                ),
                (
                    "codes",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$",
                        help_text="Codes of other schemes as scheme.variable=value.",
                        means="a code such as cameo.event=0354",
                        size=None,
                    ),
                ),
                (
                    "note",
                    negotiations.fields.ProseField(
                        default="", help_text="For readers: what the fields cannot say."
                    ),
                ),
                (
                    "editor_note",
                    negotiations.fields.InternalField(
                        default="", help_text="For the team only; never leaves by a public door."
                    ),
                ),
                (
                    "withdrawn_reason",
                    negotiations.fields.InternalField(
                        default="",
                        help_text="Why the record was withdrawn; shown on its tombstone.",
                    ),
                ),
                (
                    "created_at",
                    negotiations.fields.StampField(help_text="When the record was first entered."),
                ),
                (
                    "updated_at",
                    negotiations.fields.StampField(
                        help_text="When a field of the record last changed."
                    ),
                ),
                (
                    "version",
                    negotiations.fields.VersionField(
                        help_text="Grows with each change; carries the lock against lost updates."
                    ),
                ),
                (
                    "visible",
                    negotiations.fields.VisibleField(
                        help_text="Whether the public sees it: published, and so is all it cannot do without."
                    ),
                ),
                (
                    "name",
                    negotiations.fields.LineField(help_text="The name in English.", required=True),
                ),
                (
                    "short_name",
                    negotiations.fields.LineField(
                        default="", help_text="The short form used in tables, such as US or DPRK."
                    ),
                ),
                (
                    "kind",
                    negotiations.fields.VocabularyField(
                        default="", help_text="What sort of party it is."
                    ),
                ),
                (
                    "parent",
                    negotiations.fields.OptionalReference(
                        help_text="The party it belongs to and speaks for.",
                        related_name="children",
                        to="negotiations.party",
                    ),
                ),
                (
                    "date",
                    negotiations.fields.ImpreciseDateField(
                        help_text="When it existed; leave blank for a state of today."
                    ),
                ),
                (
                    "date_note",
                    negotiations.fields.LineField(
                        default="", help_text="The source's words about the date."
                    ),
                ),
                (
                    "iso3",
                    negotiations.fields.CodeField(
                        default="",
                        form="^[A-Z]{3}$",
                        help_text="ISO 3166-1 alpha-3, of a state.",
                        means="an ISO 3166-1 alpha-3 code such as SWE",
                    ),
                ),
                (
                    "cow",
                    negotiations.fields.CodeField(
                        default="",
                        form="^[0-9]{1,3}$",
                        help_text="Correlates of War state number.",
                        means="a Correlates of War number such as 380",
                    ),
                ),
                (
                    "gw",
                    negotiations.fields.CodeField(
                        default="",
                        form="^[0-9]{1,3}$",
                        help_text="Gleditsch-Ward state number.",
                        means="a Gleditsch-Ward number such as 380",
                    ),
                ),
                (
                    "wikidata",
                    negotiations.fields.CodeField(
                        default="",
                        form="^Q[1-9][0-9]*$",
                        help_text="Wikidata item.",
                        means="a Wikidata item such as Q34",
                    ),
                ),
                (
                    "aliases",
                    negotiations.fields.ListField(
                        form="",
                        help_text="Other names and spellings, one to an entry.",
                        means="",
                        size=None,
                    ),
                ),
                (
                    "search",
                    negotiations.vectors.SearchField(
                        detail=("iso3", "date_note"), names=("name", "short_name", "aliases")
                    ),
                ),
                (
                    "date_earliest",
                    negotiations.fields.BoundField(
                        end="earliest", help_text="The earliest day that date allows.", of="date"
                    ),
                ),
                (
                    "date_latest",
                    negotiations.fields.BoundField(
                        end="latest", help_text="The latest day that date allows.", of="date"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "parties",
                "ordering": ("slug",),
                "abstract": False,
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["search"], name="party_search")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("status", "withdrawn"), _negated=True),
                            models.Q(("iso3", ""), _negated=True),
                        ),
                        fields=("iso3",),
                        name="party_iso3_names_one_party",
                        violation_error_message="Another party has this iso3 code.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("status", "withdrawn"), _negated=True),
                            models.Q(("cow", ""), _negated=True),
                        ),
                        fields=("cow",),
                        name="party_cow_names_one_party",
                        violation_error_message="Another party has this cow code.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("status", "withdrawn"), _negated=True),
                            models.Q(("gw", ""), _negated=True),
                        ),
                        fields=("gw",),
                        name="party_gw_names_one_party",
                        violation_error_message="Another party has this gw code.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("status", "withdrawn"), _negated=True),
                            models.Q(("wikidata", ""), _negated=True),
                        ),
                        fields=("wikidata",),
                        name="party_wikidata_names_one_party",
                        violation_error_message="Another party has this wikidata code.",
                    ),
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=models.Q(
                            ("parent__isnull", True),
                            models.Q(("parent", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        field="parent",
                        message="A party cannot be its own parent.",
                        name="party_is_not_its_own_parent",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("name"), function="engine.is_line"
                        ),
                        field="name",
                        message="The name holds a control character or is not in Unicode NFC.",
                        name="party_name_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("name"), function="engine.is_given"
                        ),
                        field="name",
                        message="The name is empty.",
                        name="party_name_is_given",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("short_name"), function="engine.is_line"
                        ),
                        field="short_name",
                        message="The short name holds a control character or is not in Unicode NFC.",
                        name="party_short_name_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "state",
                                    "government_body",
                                    "political_party",
                                    "international_organisation",
                                    "coalition",
                                    "armed_group",
                                    "non_governmental",
                                    "media",
                                    "research_institute",
                                    "individual",
                                    "",
                                ],
                            )
                        ),
                        field="kind",
                        message="The kind is not one of: state, government_body, political_party, international_organisation, coalition, armed_group, non_governmental, media, research_institute, individual.",
                        name="party_kind_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("date_earliest__lte", models.F("date_latest"))),
                        field="date",
                        message="The date is outside the EDTF subset, or ends before it begins.",
                        name="party_date_is_in_the_subset",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("date_note"), function="engine.is_line"
                        ),
                        field="date_note",
                        message="The date note holds a control character or is not in Unicode NFC.",
                        name="party_date_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("iso3"), function="engine.is_line"
                        ),
                        field="iso3",
                        message="The iso3 holds a control character or is not in Unicode NFC.",
                        name="party_iso3_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("iso3", ""), ("iso3__regex", "^[A-Z]{3}$"), _connector="OR"
                        ),
                        field="iso3",
                        message="The iso3 is not an ISO 3166-1 alpha-3 code such as SWE.",
                        name="party_iso3_is_well_formed",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("cow"), function="engine.is_line"
                        ),
                        field="cow",
                        message="The cow holds a control character or is not in Unicode NFC.",
                        name="party_cow_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("cow", ""), ("cow__regex", "^[0-9]{1,3}$"), _connector="OR"
                        ),
                        field="cow",
                        message="The cow is not a Correlates of War number such as 380.",
                        name="party_cow_is_well_formed",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("gw"), function="engine.is_line"
                        ),
                        field="gw",
                        message="The gw holds a control character or is not in Unicode NFC.",
                        name="party_gw_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("gw", ""), ("gw__regex", "^[0-9]{1,3}$"), _connector="OR"
                        ),
                        field="gw",
                        message="The gw is not a Gleditsch-Ward number such as 380.",
                        name="party_gw_is_well_formed",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("wikidata"), function="engine.is_line"
                        ),
                        field="wikidata",
                        message="The wikidata holds a control character or is not in Unicode NFC.",
                        name="party_wikidata_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("wikidata", ""), ("wikidata__regex", "^Q[1-9][0-9]*$"), _connector="OR"
                        ),
                        field="wikidata",
                        message="The wikidata is not a Wikidata item such as Q34.",
                        name="party_wikidata_is_well_formed",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("aliases", []),
                            negotiations.fields.SqlTest(
                                models.F("aliases"),
                                models.Value(""),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="aliases",
                        message="The aliases hold an entry that is empty, stands twice or is not clean text.",
                        name="party_aliases_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("slug__regex", "^[a-z0-9]+(-{1,2}[a-z0-9]+)*$")),
                        field="slug",
                        message="A slug is lower-case letters and digits, joined by hyphens.",
                        name="party_slug_is_well_formed",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("status__in", ["draft", "in_review", "published", "withdrawn"])
                        ),
                        field="status",
                        message="The status is not one of: draft, in_review, published, withdrawn.",
                        name="party_status_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("certainty__in", ["confirmed", "stated", "reported", "inferred", ""])
                        ),
                        field="certainty",
                        message="The certainty is not one of: confirmed, stated, reported, inferred.",
                        name="party_certainty_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("external_ids", []),
                            negotiations.fields.SqlTest(
                                models.F("external_ids"),
                                models.Value("^[a-z0-9][a-z0-9_.-]*:.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="external_ids",
                        message="The external ids hold an entry that is empty, stands twice or is not clean text, or is not an identifier such as wikidata:Q34.",
                        name="party_external_ids_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("codes", []),
                            negotiations.fields.SqlTest(
                                models.F("codes"),
                                models.Value("^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="codes",
                        message="The codes hold an entry that is empty, stands twice or is not clean text, or is not a code such as cameo.event=0354.",
                        name="party_codes_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("note"), function="engine.is_prose"
                        ),
                        field="note",
                        message="The note holds a control character or is not in Unicode NFC.",
                        name="party_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("editor_note"), function="engine.is_prose"
                        ),
                        field="editor_note",
                        message="The editor note holds a control character or is not in Unicode NFC.",
                        name="party_editor_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("withdrawn_reason"), function="engine.is_prose"
                        ),
                        field="withdrawn_reason",
                        message="The withdrawn reason holds a control character or is not in Unicode NFC.",
                        name="party_withdrawn_reason_is_clean",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    negotiations.fields.SlugField(
                        help_text="Public identity; lower-case words and hyphens; fixed once published."
                    ),
                ),
                (
                    "status",
                    negotiations.fields.VocabularyField(
                        default="draft",
                        help_text="How far the record is on its way; only published records exist for the public.",
                        required=True,
                    ),
                ),
                (
                    "certainty",
                    negotiations.fields.VocabularyField(
                        default="",
                        help_text="How we know what the record asserts; leave blank where nothing is asserted.",
                    ),
                ),
                (
                    "external_ids",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_.-]*:.+$",
                        help_text="Identifiers in other data sets as scheme:id, one record per identifier.",
                        means="an identifier such as wikidata:Q34",
                        size=None,
                    ),
                ),
                (
                    "codes",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$",
                        help_text="Codes of other schemes as scheme.variable=value.",
                        means="a code such as cameo.event=0354",
                        size=None,
                    ),
                ),
                (
                    "note",
                    negotiations.fields.ProseField(
                        default="", help_text="For readers: what the fields cannot say."
                    ),
                ),
                (
                    "editor_note",
                    negotiations.fields.InternalField(
                        default="", help_text="For the team only; never leaves by a public door."
                    ),
                ),
                (
                    "withdrawn_reason",
                    negotiations.fields.InternalField(
                        default="",
                        help_text="Why the record was withdrawn; shown on its tombstone.",
                    ),
                ),
                (
                    "created_at",
                    negotiations.fields.StampField(help_text="When the record was first entered."),
                ),
                (
                    "updated_at",
                    negotiations.fields.StampField(
                        help_text="When a field of the record last changed."
                    ),
                ),
                (
                    "version",
                    negotiations.fields.VersionField(
                        help_text="Grows with each change; carries the lock against lost updates."
                    ),
                ),
                (
                    "visible",
                    negotiations.fields.VisibleField(
                        help_text="Whether the public sees it: published, and so is all it cannot do without."
                    ),
                ),
                (
                    "name",
                    negotiations.fields.LineField(
                        help_text="The name as an English text writes it.", required=True
                    ),
                ),
                (
                    "sort_name",
                    negotiations.fields.LineField(
                        default="", help_text="The name as an index writes it: family name first."
                    ),
                ),
                (
                    "name_original",
                    negotiations.fields.LineField(
                        default="", help_text="The name in its own script."
                    ),
                ),
                (
                    "aliases",
                    negotiations.fields.ListField(
                        form="",
                        help_text="Other names and spellings, one to an entry.",
                        means="",
                        size=None,
                    ),
                ),
                (
                    "wikidata",
                    negotiations.fields.CodeField(
                        default="",
                        form="^Q[1-9][0-9]*$",
                        help_text="Wikidata item.",
                        means="a Wikidata item such as Q34",
                    ),
                ),
                (
                    "search",
                    negotiations.vectors.SearchField(
                        names=("name", "sort_name", "name_original", "aliases")
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "people",
                "ordering": ("slug",),
                "abstract": False,
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search"], name="person_search"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("status", "withdrawn"), _negated=True),
                            models.Q(("wikidata", ""), _negated=True),
                        ),
                        fields=("wikidata",),
                        name="person_wikidata_names_one_person",
                        violation_error_message="Another person has this Wikidata item.",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("name"), function="engine.is_line"
                        ),
                        field="name",
                        message="The name holds a control character or is not in Unicode NFC.",
                        name="person_name_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("name"), function="engine.is_given"
                        ),
                        field="name",
                        message="The name is empty.",
                        name="person_name_is_given",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("sort_name"), function="engine.is_line"
                        ),
                        field="sort_name",
                        message="The sort name holds a control character or is not in Unicode NFC.",
                        name="person_sort_name_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("name_original"), function="engine.is_line"
                        ),
                        field="name_original",
                        message="The name original holds a control character or is not in Unicode NFC.",
                        name="person_name_original_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("aliases", []),
                            negotiations.fields.SqlTest(
                                models.F("aliases"),
                                models.Value(""),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="aliases",
                        message="The aliases hold an entry that is empty, stands twice or is not clean text.",
                        name="person_aliases_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("wikidata"), function="engine.is_line"
                        ),
                        field="wikidata",
                        message="The wikidata holds a control character or is not in Unicode NFC.",
                        name="person_wikidata_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("wikidata", ""), ("wikidata__regex", "^Q[1-9][0-9]*$"), _connector="OR"
                        ),
                        field="wikidata",
                        message="The wikidata is not a Wikidata item such as Q34.",
                        name="person_wikidata_is_well_formed",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("slug__regex", "^[a-z0-9]+(-{1,2}[a-z0-9]+)*$")),
                        field="slug",
                        message="A slug is lower-case letters and digits, joined by hyphens.",
                        name="person_slug_is_well_formed",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("status__in", ["draft", "in_review", "published", "withdrawn"])
                        ),
                        field="status",
                        message="The status is not one of: draft, in_review, published, withdrawn.",
                        name="person_status_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("certainty__in", ["confirmed", "stated", "reported", "inferred", ""])
                        ),
                        field="certainty",
                        message="The certainty is not one of: confirmed, stated, reported, inferred.",
                        name="person_certainty_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("external_ids", []),
                            negotiations.fields.SqlTest(
                                models.F("external_ids"),
                                models.Value("^[a-z0-9][a-z0-9_.-]*:.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="external_ids",
                        message="The external ids hold an entry that is empty, stands twice or is not clean text, or is not an identifier such as wikidata:Q34.",
                        name="person_external_ids_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("codes", []),
                            negotiations.fields.SqlTest(
                                models.F("codes"),
                                models.Value("^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="codes",
                        message="The codes hold an entry that is empty, stands twice or is not clean text, or is not a code such as cameo.event=0354.",
                        name="person_codes_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("note"), function="engine.is_prose"
                        ),
                        field="note",
                        message="The note holds a control character or is not in Unicode NFC.",
                        name="person_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("editor_note"), function="engine.is_prose"
                        ),
                        field="editor_note",
                        message="The editor note holds a control character or is not in Unicode NFC.",
                        name="person_editor_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("withdrawn_reason"), function="engine.is_prose"
                        ),
                        field="withdrawn_reason",
                        message="The withdrawn reason holds a control character or is not in Unicode NFC.",
                        name="person_withdrawn_reason_is_clean",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tenure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    negotiations.fields.SlugField(
                        help_text="Public identity; lower-case words and hyphens; fixed once published."
                    ),
                ),
                (
                    "status",
                    negotiations.fields.VocabularyField(
                        default="draft",
                        help_text="How far the record is on its way; only published records exist for the public.",
                        required=True,
                    ),
                ),
                (
                    "certainty",
                    negotiations.fields.VocabularyField(
                        default="",
                        help_text="How we know what the record asserts; leave blank where nothing is asserted.",
                    ),
                ),
                (
                    "external_ids",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_.-]*:.+$",
                        help_text="Identifiers in other data sets as scheme:id, one record per identifier.",
                        means="an identifier such as wikidata:Q34",
                        size=None,
                    ),
                ),
                (
                    "codes",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$",
                        help_text="Codes of other schemes as scheme.variable=value.",
                        means="a code such as cameo.event=0354",
                        size=None,
                    ),
                ),
                (
                    "note",
                    negotiations.fields.ProseField(
                        default="", help_text="For readers: what the fields cannot say."
                    ),
                ),
                (
                    "editor_note",
                    negotiations.fields.InternalField(
                        default="", help_text="For the team only; never leaves by a public door."
                    ),
                ),
                (
                    "withdrawn_reason",
                    negotiations.fields.InternalField(
                        default="",
                        help_text="Why the record was withdrawn; shown on its tombstone.",
                    ),
                ),
                (
                    "created_at",
                    negotiations.fields.StampField(help_text="When the record was first entered."),
                ),
                (
                    "updated_at",
                    negotiations.fields.StampField(
                        help_text="When a field of the record last changed."
                    ),
                ),
                (
                    "version",
                    negotiations.fields.VersionField(
                        help_text="Grows with each change; carries the lock against lost updates."
                    ),
                ),
                (
                    "visible",
                    negotiations.fields.VisibleField(
                        help_text="Whether the public sees it: published, and so is all it cannot do without."
                    ),
                ),
                (
                    "person",
                    negotiations.fields.ReferenceField(
                        help_text="Who held the office.",
                        related_name="tenures",
                        to="negotiations.person",
                    ),
                ),
                (
                    "party",
                    negotiations.fields.ReferenceField(
                        help_text="For which party.",
                        related_name="tenures",
                        to="negotiations.party",
                    ),
                ),
                (
                    "title",
                    negotiations.fields.LineField(
                        help_text="The office in English.", required=True
                    ),
                ),
                (
                    "date",
                    negotiations.fields.ImpreciseDateField(
                        help_text="When it was held; an end left out is unknown, `..` is an end known to be open."
                    ),
                ),
                (
                    "date_note",
                    negotiations.fields.LineField(
                        default="", help_text="The source's words about the date."
                    ),
                ),
                (
                    "attested",
                    negotiations.fields.ImpreciseDateField(
                        help_text="The interval in which the sources show the office."
                    ),
                ),
                (
                    "search",
                    negotiations.vectors.SearchField(detail=("date_note",), names=("title",)),
                ),
                (
                    "date_earliest",
                    negotiations.fields.BoundField(
                        end="earliest", help_text="The earliest day that date allows.", of="date"
                    ),
                ),
                (
                    "date_latest",
                    negotiations.fields.BoundField(
                        end="latest", help_text="The latest day that date allows.", of="date"
                    ),
                ),
                (
                    "attested_earliest",
                    negotiations.fields.BoundField(
                        end="earliest",
                        help_text="The earliest day that attested allows.",
                        of="attested",
                    ),
                ),
                (
                    "attested_latest",
                    negotiations.fields.BoundField(
                        end="latest",
                        help_text="The latest day that attested allows.",
                        of="attested",
                    ),
                ),
            ],
            options={
                "ordering": ("slug",),
                "abstract": False,
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search"], name="tenure_search"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("id", "person"),
                        name="tenure_with_its_person",
                        violation_error_message="A tenure belongs to one person.",
                    ),
                    models.UniqueConstraint(
                        fields=("id", "date_earliest", "date_latest"),
                        name="tenure_with_its_bounds",
                        violation_error_message="A tenure has one date.",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("title"), function="engine.is_line"
                        ),
                        field="title",
                        message="The title holds a control character or is not in Unicode NFC.",
                        name="tenure_title_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("title"), function="engine.is_given"
                        ),
                        field="title",
                        message="The title is empty.",
                        name="tenure_title_is_given",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("date_earliest__lte", models.F("date_latest"))),
                        field="date",
                        message="The date is outside the EDTF subset, or ends before it begins.",
                        name="tenure_date_is_in_the_subset",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("date_note"), function="engine.is_line"
                        ),
                        field="date_note",
                        message="The date note holds a control character or is not in Unicode NFC.",
                        name="tenure_date_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("attested_earliest__lte", models.F("attested_latest"))),
                        field="attested",
                        message="The attested is outside the EDTF subset, or ends before it begins.",
                        name="tenure_attested_is_in_the_subset",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("slug__regex", "^[a-z0-9]+(-{1,2}[a-z0-9]+)*$")),
                        field="slug",
                        message="A slug is lower-case letters and digits, joined by hyphens.",
                        name="tenure_slug_is_well_formed",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("status__in", ["draft", "in_review", "published", "withdrawn"])
                        ),
                        field="status",
                        message="The status is not one of: draft, in_review, published, withdrawn.",
                        name="tenure_status_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("certainty__in", ["confirmed", "stated", "reported", "inferred", ""])
                        ),
                        field="certainty",
                        message="The certainty is not one of: confirmed, stated, reported, inferred.",
                        name="tenure_certainty_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("external_ids", []),
                            negotiations.fields.SqlTest(
                                models.F("external_ids"),
                                models.Value("^[a-z0-9][a-z0-9_.-]*:.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="external_ids",
                        message="The external ids hold an entry that is empty, stands twice or is not clean text, or is not an identifier such as wikidata:Q34.",
                        name="tenure_external_ids_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("codes", []),
                            negotiations.fields.SqlTest(
                                models.F("codes"),
                                models.Value("^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="codes",
                        message="The codes hold an entry that is empty, stands twice or is not clean text, or is not a code such as cameo.event=0354.",
                        name="tenure_codes_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("note"), function="engine.is_prose"
                        ),
                        field="note",
                        message="The note holds a control character or is not in Unicode NFC.",
                        name="tenure_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("editor_note"), function="engine.is_prose"
                        ),
                        field="editor_note",
                        message="The editor note holds a control character or is not in Unicode NFC.",
                        name="tenure_editor_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("withdrawn_reason"), function="engine.is_prose"
                        ),
                        field="withdrawn_reason",
                        message="The withdrawn reason holds a control character or is not in Unicode NFC.",
                        name="tenure_withdrawn_reason_is_clean",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    negotiations.fields.SlugField(
                        help_text="Public identity; lower-case words and hyphens; fixed once published."
                    ),
                ),
                (
                    "status",
                    negotiations.fields.VocabularyField(
                        default="draft",
                        help_text="How far the record is on its way; only published records exist for the public.",
                        required=True,
                    ),
                ),
                (
                    "certainty",
                    negotiations.fields.VocabularyField(
                        default="",
                        help_text="How we know what the record asserts; leave blank where nothing is asserted.",
                    ),
                ),
                (
                    "external_ids",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_.-]*:.+$",
                        help_text="Identifiers in other data sets as scheme:id, one record per identifier.",
                        means="an identifier such as wikidata:Q34",
                        size=None,
                    ),
                ),
                (
                    "codes",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$",
                        help_text="Codes of other schemes as scheme.variable=value.",
                        means="a code such as cameo.event=0354",
                        size=None,
                    ),
                ),
                (
                    "note",
                    negotiations.fields.ProseField(
                        default="", help_text="For readers: what the fields cannot say."
                    ),
                ),
                (
                    "editor_note",
                    negotiations.fields.InternalField(
                        default="", help_text="For the team only; never leaves by a public door."
                    ),
                ),
                (
                    "withdrawn_reason",
                    negotiations.fields.InternalField(
                        default="",
                        help_text="Why the record was withdrawn; shown on its tombstone.",
                    ),
                ),
                (
                    "created_at",
                    negotiations.fields.StampField(help_text="When the record was first entered."),
                ),
                (
                    "updated_at",
                    negotiations.fields.StampField(
                        help_text="When a field of the record last changed."
                    ),
                ),
                (
                    "version",
                    negotiations.fields.VersionField(
                        help_text="Grows with each change; carries the lock against lost updates."
                    ),
                ),
                (
                    "visible",
                    negotiations.fields.VisibleField(
                        help_text="Whether the public sees it: published, and so is all it cannot do without."
                    ),
                ),
                (
                    "title",
                    negotiations.fields.LineField(
                        help_text="The title as it stands on the source.", required=True
                    ),
                ),
                (
                    "kind",
                    negotiations.fields.VocabularyField(
                        default="", help_text="What sort of document it is."
                    ),
                ),
                (
                    "publisher",
                    negotiations.fields.LineField(
                        default="", help_text="Who published it, as the source names itself."
                    ),
                ),
                (
                    "publisher_party",
                    negotiations.fields.OptionalReference(
                        help_text="The party that speaks through it, if one does.",
                        related_name="published_sources",
                        to="negotiations.party",
                    ),
                ),
                (
                    "authors",
                    negotiations.fields.ListField(
                        form="",
                        help_text="Who wrote it, one to an entry, in the order given.",
                        means="",
                        size=None,
                    ),
                ),
                (
                    "published_on",
                    negotiations.fields.ImpreciseDateField(
                        help_text="When it became public; decides what was known when."
                    ),
                ),
                (
                    "url",
                    negotiations.fields.CodeField(
                        default="",
                        form='^[Hh][Tt][Tt][Pp][Ss]?://[^\\s<>\\"]+$',
                        help_text="Where it was found.",
                        means="an address that begins with http:// or https://",
                    ),
                ),
                (
                    "archive_url",
                    negotiations.fields.CodeField(
                        default="",
                        form='^[Hh][Tt][Tt][Pp][Ss]?://[^\\s<>\\"]+$',
                        help_text="Where an archived copy stands.",
                        means="an address that begins with http:// or https://",
                    ),
                ),
                (
                    "archive_sha256",
                    negotiations.fields.CodeField(
                        default="",
                        form="^[0-9a-f]{64}$",
                        help_text="SHA-256 of the archived copy.",
                        means="64 hexadecimal digits in lower case",
                    ),
                ),
                (
                    "accessed_on",
                    negotiations.fields.ImpreciseDateField(help_text="When it was last read."),
                ),
                (
                    "language",
                    negotiations.fields.CodeField(
                        default="",
                        form="^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
                        help_text="Its language, as a BCP 47 tag.",
                        means="a BCP 47 language tag such as en or zh-Hans",
                    ),
                ),
                (
                    "carrier",
                    negotiations.fields.VocabularyField(default="", help_text="How it reached us."),
                ),
                (
                    "extent_read",
                    negotiations.fields.VocabularyField(
                        default="", help_text="How much of it was read."
                    ),
                ),
                (
                    "text_of",
                    negotiations.fields.OptionalReference(
                        help_text="The source whose text it reprints; then it is no second witness.",
                        related_name="reprints",
                        to="negotiations.source",
                    ),
                ),
                (
                    "search",
                    negotiations.vectors.SearchField(
                        body=("publisher", "authors"), language="language", names=("title",)
                    ),
                ),
                (
                    "published_on_earliest",
                    negotiations.fields.BoundField(
                        end="earliest",
                        help_text="The earliest day that published_on allows.",
                        of="published_on",
                    ),
                ),
                (
                    "published_on_latest",
                    negotiations.fields.BoundField(
                        end="latest",
                        help_text="The latest day that published_on allows.",
                        of="published_on",
                    ),
                ),
                (
                    "accessed_on_earliest",
                    negotiations.fields.BoundField(
                        end="earliest",
                        help_text="The earliest day that accessed_on allows.",
                        of="accessed_on",
                    ),
                ),
                (
                    "accessed_on_latest",
                    negotiations.fields.BoundField(
                        end="latest",
                        help_text="The latest day that accessed_on allows.",
                        of="accessed_on",
                    ),
                ),
            ],
            options={
                "ordering": ("slug",),
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("visible", True)),
                        fields=["published_on_earliest", "published_on_latest", "slug"],
                        name="source_order",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search"], name="source_search"
                    ),
                ],
                "constraints": [
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=models.Q(
                            ("text_of__isnull", True),
                            models.Q(("text_of", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        field="text_of",
                        message="A source cannot reprint itself.",
                        name="source_does_not_reprint_itself",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("title"), function="engine.is_line"
                        ),
                        field="title",
                        message="The title holds a control character or is not in Unicode NFC.",
                        name="source_title_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("title"), function="engine.is_given"
                        ),
                        field="title",
                        message="The title is empty.",
                        name="source_title_is_given",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "official_text",
                                    "official_statement",
                                    "transcript",
                                    "speech",
                                    "interview",
                                    "social_post",
                                    "news",
                                    "analysis",
                                    "memoir",
                                    "archive_document",
                                    "chronology",
                                    "reference",
                                    "dataset",
                                    "",
                                ],
                            )
                        ),
                        field="kind",
                        message="The kind is not one of: official_text, official_statement, transcript, speech, interview, social_post, news, analysis, memoir, archive_document, chronology, reference, dataset.",
                        name="source_kind_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("publisher"), function="engine.is_line"
                        ),
                        field="publisher",
                        message="The publisher holds a control character or is not in Unicode NFC.",
                        name="source_publisher_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("authors", []),
                            negotiations.fields.SqlTest(
                                models.F("authors"),
                                models.Value(""),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="authors",
                        message="The authors hold an entry that is empty, stands twice or is not clean text.",
                        name="source_authors_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("published_on_earliest__lte", models.F("published_on_latest"))
                        ),
                        field="published_on",
                        message="The published on is outside the EDTF subset, or ends before it begins.",
                        name="source_published_on_is_in_the_subset",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("url"), function="engine.is_line"
                        ),
                        field="url",
                        message="The url holds a control character or is not in Unicode NFC.",
                        name="source_url_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("url", ""),
                            ("url__regex", '^[Hh][Tt][Tt][Pp][Ss]?://[^\\s<>\\"]+$'),
                            _connector="OR",
                        ),
                        field="url",
                        message="The url is not an address that begins with http:// or https://.",
                        name="source_url_is_well_formed",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("archive_url"), function="engine.is_line"
                        ),
                        field="archive_url",
                        message="The archive url holds a control character or is not in Unicode NFC.",
                        name="source_archive_url_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("archive_url", ""),
                            ("archive_url__regex", '^[Hh][Tt][Tt][Pp][Ss]?://[^\\s<>\\"]+$'),
                            _connector="OR",
                        ),
                        field="archive_url",
                        message="The archive url is not an address that begins with http:// or https://.",
                        name="source_archive_url_is_well_formed",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("archive_sha256"), function="engine.is_line"
                        ),
                        field="archive_sha256",
                        message="The archive sha256 holds a control character or is not in Unicode NFC.",
                        name="source_archive_sha256_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("archive_sha256", ""),
                            ("archive_sha256__regex", "^[0-9a-f]{64}$"),
                            _connector="OR",
                        ),
                        field="archive_sha256",
                        message="The archive sha256 is not 64 hexadecimal digits in lower case.",
                        name="source_archive_sha256_is_well_formed",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("accessed_on_earliest__lte", models.F("accessed_on_latest"))
                        ),
                        field="accessed_on",
                        message="The accessed on is outside the EDTF subset, or ends before it begins.",
                        name="source_accessed_on_is_in_the_subset",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("language"), function="engine.is_line"
                        ),
                        field="language",
                        message="The language holds a control character or is not in Unicode NFC.",
                        name="source_language_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("language", ""),
                            ("language__regex", "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"),
                            _connector="OR",
                        ),
                        field="language",
                        message="The language is not a BCP 47 language tag such as en or zh-Hans.",
                        name="source_language_is_well_formed",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            (
                                "carrier__in",
                                [
                                    "publisher",
                                    "syndicated",
                                    "archive",
                                    "unofficial_copy",
                                    "not_seen",
                                    "",
                                ],
                            )
                        ),
                        field="carrier",
                        message="The carrier is not one of: publisher, syndicated, archive, unofficial_copy, not_seen.",
                        name="source_carrier_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("extent_read__in", ["full", "part", "extract", ""])),
                        field="extent_read",
                        message="The extent read is not one of: full, part, extract.",
                        name="source_extent_read_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("slug__regex", "^[a-z0-9]+(-{1,2}[a-z0-9]+)*$")),
                        field="slug",
                        message="A slug is lower-case letters and digits, joined by hyphens.",
                        name="source_slug_is_well_formed",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("status__in", ["draft", "in_review", "published", "withdrawn"])
                        ),
                        field="status",
                        message="The status is not one of: draft, in_review, published, withdrawn.",
                        name="source_status_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("certainty__in", ["confirmed", "stated", "reported", "inferred", ""])
                        ),
                        field="certainty",
                        message="The certainty is not one of: confirmed, stated, reported, inferred.",
                        name="source_certainty_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("external_ids", []),
                            negotiations.fields.SqlTest(
                                models.F("external_ids"),
                                models.Value("^[a-z0-9][a-z0-9_.-]*:.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="external_ids",
                        message="The external ids hold an entry that is empty, stands twice or is not clean text, or is not an identifier such as wikidata:Q34.",
                        name="source_external_ids_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("codes", []),
                            negotiations.fields.SqlTest(
                                models.F("codes"),
                                models.Value("^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="codes",
                        message="The codes hold an entry that is empty, stands twice or is not clean text, or is not a code such as cameo.event=0354.",
                        name="source_codes_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("note"), function="engine.is_prose"
                        ),
                        field="note",
                        message="The note holds a control character or is not in Unicode NFC.",
                        name="source_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("editor_note"), function="engine.is_prose"
                        ),
                        field="editor_note",
                        message="The editor note holds a control character or is not in Unicode NFC.",
                        name="source_editor_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("withdrawn_reason"), function="engine.is_prose"
                        ),
                        field="withdrawn_reason",
                        message="The withdrawn reason holds a control character or is not in Unicode NFC.",
                        name="source_withdrawn_reason_is_clean",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Issue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    negotiations.fields.SlugField(
                        help_text="Public identity; lower-case words and hyphens; fixed once published."
                    ),
                ),
                (
                    "status",
                    negotiations.fields.VocabularyField(
                        default="draft",
                        help_text="How far the record is on its way; only published records exist for the public.",
                        required=True,
                    ),
                ),
                (
                    "certainty",
                    negotiations.fields.VocabularyField(
                        default="",
                        help_text="How we know what the record asserts; leave blank where nothing is asserted.",
                    ),
                ),
                (
                    "external_ids",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_.-]*:.+$",
                        help_text="Identifiers in other data sets as scheme:id, one record per identifier.",
                        means="an identifier such as wikidata:Q34",
                        size=None,
                    ),
                ),
                (
                    "codes",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$",
                        help_text="Codes of other schemes as scheme.variable=value.",
                        means="a code such as cameo.event=0354",
                        size=None,
                    ),
                ),
                (
                    "note",
                    negotiations.fields.ProseField(
                        default="", help_text="For readers: what the fields cannot say."
                    ),
                ),
                (
                    "editor_note",
                    negotiations.fields.InternalField(
                        default="", help_text="For the team only; never leaves by a public door."
                    ),
                ),
                (
                    "withdrawn_reason",
                    negotiations.fields.InternalField(
                        default="",
                        help_text="Why the record was withdrawn; shown on its tombstone.",
                    ),
                ),
                (
                    "created_at",
                    negotiations.fields.StampField(help_text="When the record was first entered."),
                ),
                (
                    "updated_at",
                    negotiations.fields.StampField(
                        help_text="When a field of the record last changed."
                    ),
                ),
                (
                    "version",
                    negotiations.fields.VersionField(
                        help_text="Grows with each change; carries the lock against lost updates."
                    ),
                ),
                (
                    "visible",
                    negotiations.fields.VisibleField(
                        help_text="Whether the public sees it: published, and so is all it cannot do without."
                    ),
                ),
                (
                    "label",
                    negotiations.fields.LineField(
                        help_text="The name of the issue.", required=True
                    ),
                ),
                (
                    "definition",
                    negotiations.fields.ProseField(
                        default="",
                        help_text="What belongs to it and what does not, with an example.",
                    ),
                ),
                (
                    "parent",
                    negotiations.fields.OptionalReference(
                        help_text="The wider issue.",
                        related_name="children",
                        to="negotiations.issue",
                    ),
                ),
                (
                    "cameo",
                    negotiations.fields.CodeField(
                        default="",
                        form="^[0-9]{2,4}$",
                        help_text="CAMEO code, if one fits.",
                        means="a CAMEO code such as 0354",
                    ),
                ),
                (
                    "plover",
                    negotiations.fields.CodeField(
                        default="",
                        form="^[A-Z]+( [a-z -]+)*$",
                        help_text="PLOVER event and mode, if they fit.",
                        means="a PLOVER event with its modes, such as AGREE",
                    ),
                ),
                (
                    "pax",
                    negotiations.fields.CodeField(
                        default="",
                        form="^[A-Za-z]+$",
                        help_text="PA-X variable, if one fits.",
                        means="a PA-X variable such as TjSan",
                    ),
                ),
                (
                    "search",
                    negotiations.vectors.SearchField(body=("definition",), names=("label",)),
                ),
            ],
            options={
                "ordering": ("slug",),
                "abstract": False,
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["search"], name="issue_search")
                ],
                "constraints": [
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=models.Q(
                            ("parent__isnull", True),
                            models.Q(("parent", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        field="parent",
                        message="An issue cannot be its own parent.",
                        name="issue_is_not_its_own_parent",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("label"), function="engine.is_line"
                        ),
                        field="label",
                        message="The label holds a control character or is not in Unicode NFC.",
                        name="issue_label_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("label"), function="engine.is_given"
                        ),
                        field="label",
                        message="The label is empty.",
                        name="issue_label_is_given",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("definition"), function="engine.is_prose"
                        ),
                        field="definition",
                        message="The definition holds a control character or is not in Unicode NFC.",
                        name="issue_definition_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("cameo"), function="engine.is_line"
                        ),
                        field="cameo",
                        message="The cameo holds a control character or is not in Unicode NFC.",
                        name="issue_cameo_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("cameo", ""), ("cameo__regex", "^[0-9]{2,4}$"), _connector="OR"
                        ),
                        field="cameo",
                        message="The cameo is not a CAMEO code such as 0354.",
                        name="issue_cameo_is_well_formed",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("plover"), function="engine.is_line"
                        ),
                        field="plover",
                        message="The plover holds a control character or is not in Unicode NFC.",
                        name="issue_plover_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("plover", ""),
                            ("plover__regex", "^[A-Z]+( [a-z -]+)*$"),
                            _connector="OR",
                        ),
                        field="plover",
                        message="The plover is not a PLOVER event with its modes, such as AGREE.",
                        name="issue_plover_is_well_formed",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("pax"), function="engine.is_line"
                        ),
                        field="pax",
                        message="The pax holds a control character or is not in Unicode NFC.",
                        name="issue_pax_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("pax", ""), ("pax__regex", "^[A-Za-z]+$"), _connector="OR"
                        ),
                        field="pax",
                        message="The pax is not a PA-X variable such as TjSan.",
                        name="issue_pax_is_well_formed",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("slug__regex", "^[a-z0-9]+(-{1,2}[a-z0-9]+)*$")),
                        field="slug",
                        message="A slug is lower-case letters and digits, joined by hyphens.",
                        name="issue_slug_is_well_formed",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("status__in", ["draft", "in_review", "published", "withdrawn"])
                        ),
                        field="status",
                        message="The status is not one of: draft, in_review, published, withdrawn.",
                        name="issue_status_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("certainty__in", ["confirmed", "stated", "reported", "inferred", ""])
                        ),
                        field="certainty",
                        message="The certainty is not one of: confirmed, stated, reported, inferred.",
                        name="issue_certainty_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("external_ids", []),
                            negotiations.fields.SqlTest(
                                models.F("external_ids"),
                                models.Value("^[a-z0-9][a-z0-9_.-]*:.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="external_ids",
                        message="The external ids hold an entry that is empty, stands twice or is not clean text, or is not an identifier such as wikidata:Q34.",
                        name="issue_external_ids_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("codes", []),
                            negotiations.fields.SqlTest(
                                models.F("codes"),
                                models.Value("^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="codes",
                        message="The codes hold an entry that is empty, stands twice or is not clean text, or is not a code such as cameo.event=0354.",
                        name="issue_codes_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("note"), function="engine.is_prose"
                        ),
                        field="note",
                        message="The note holds a control character or is not in Unicode NFC.",
                        name="issue_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("editor_note"), function="engine.is_prose"
                        ),
                        field="editor_note",
                        message="The editor note holds a control character or is not in Unicode NFC.",
                        name="issue_editor_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("withdrawn_reason"), function="engine.is_prose"
                        ),
                        field="withdrawn_reason",
                        message="The withdrawn reason holds a control character or is not in Unicode NFC.",
                        name="issue_withdrawn_reason_is_clean",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Process",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    negotiations.fields.SlugField(
                        help_text="Public identity; lower-case words and hyphens; fixed once published."
                    ),
                ),
                (
                    "status",
                    negotiations.fields.VocabularyField(
                        default="draft",
                        help_text="How far the record is on its way; only published records exist for the public.",
                        required=True,
                    ),
                ),
                (
                    "certainty",
                    negotiations.fields.VocabularyField(
                        default="",
                        help_text="How we know what the record asserts; leave blank where nothing is asserted.",
                    ),
                ),
                (
                    "external_ids",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_.-]*:.+$",
                        help_text="Identifiers in other data sets as scheme:id, one record per identifier.",
                        means="an identifier such as wikidata:Q34",
                        size=None,
                    ),
                ),
                (
                    "codes",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$",
                        help_text="Codes of other schemes as scheme.variable=value.",
                        means="a code such as cameo.event=0354",
                        size=None,
                    ),
                ),
                (
                    "note",
                    negotiations.fields.ProseField(
                        default="", help_text="For readers: what the fields cannot say."
                    ),
                ),
                (
                    "editor_note",
                    negotiations.fields.InternalField(
                        default="", help_text="For the team only; never leaves by a public door."
                    ),
                ),
                (
                    "withdrawn_reason",
                    negotiations.fields.InternalField(
                        default="",
                        help_text="Why the record was withdrawn; shown on its tombstone.",
                    ),
                ),
                (
                    "created_at",
                    negotiations.fields.StampField(help_text="When the record was first entered."),
                ),
                (
                    "updated_at",
                    negotiations.fields.StampField(
                        help_text="When a field of the record last changed."
                    ),
                ),
                (
                    "version",
                    negotiations.fields.VersionField(
                        help_text="Grows with each change; carries the lock against lost updates."
                    ),
                ),
                (
                    "visible",
                    negotiations.fields.VisibleField(
                        help_text="Whether the public sees it: published, and so is all it cannot do without."
                    ),
                ),
                (
                    "title",
                    negotiations.fields.LineField(
                        help_text="The name of the process.", required=True
                    ),
                ),
                (
                    "kind",
                    negotiations.fields.VocabularyField(
                        default="", help_text="How the sides face each other."
                    ),
                ),
                (
                    "parent",
                    negotiations.fields.OptionalReference(
                        help_text="The wider process.",
                        related_name="children",
                        to="negotiations.process",
                    ),
                ),
                (
                    "date",
                    negotiations.fields.ImpreciseDateField(
                        help_text="From its first to its last event."
                    ),
                ),
                (
                    "date_note",
                    negotiations.fields.LineField(
                        default="", help_text="The source's words about the date."
                    ),
                ),
                (
                    "summary",
                    negotiations.fields.ProseField(
                        default="", help_text="What it was about, in a few sentences."
                    ),
                ),
                (
                    "inclusion_rule",
                    negotiations.fields.ProseField(
                        default="", help_text="What is in the set and what is not."
                    ),
                ),
                (
                    "search",
                    negotiations.vectors.SearchField(
                        body=("summary",), detail=("inclusion_rule", "date_note"), names=("title",)
                    ),
                ),
                (
                    "date_earliest",
                    negotiations.fields.BoundField(
                        end="earliest", help_text="The earliest day that date allows.", of="date"
                    ),
                ),
                (
                    "date_latest",
                    negotiations.fields.BoundField(
                        end="latest", help_text="The latest day that date allows.", of="date"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "processes",
                "ordering": ("slug",),
                "abstract": False,
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search"], name="process_search"
                    )
                ],
                "constraints": [
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=models.Q(
                            ("parent__isnull", True),
                            models.Q(("parent", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        field="parent",
                        message="A process cannot be its own parent.",
                        name="process_is_not_its_own_parent",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("title"), function="engine.is_line"
                        ),
                        field="title",
                        message="The title holds a control character or is not in Unicode NFC.",
                        name="process_title_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("title"), function="engine.is_given"
                        ),
                        field="title",
                        message="The title is empty.",
                        name="process_title_is_given",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("kind__in", ["bilateral", "multilateral", "mediated", ""])
                        ),
                        field="kind",
                        message="The kind is not one of: bilateral, multilateral, mediated.",
                        name="process_kind_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("date_earliest__lte", models.F("date_latest"))),
                        field="date",
                        message="The date is outside the EDTF subset, or ends before it begins.",
                        name="process_date_is_in_the_subset",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("date_note"), function="engine.is_line"
                        ),
                        field="date_note",
                        message="The date note holds a control character or is not in Unicode NFC.",
                        name="process_date_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("summary"), function="engine.is_prose"
                        ),
                        field="summary",
                        message="The summary holds a control character or is not in Unicode NFC.",
                        name="process_summary_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("inclusion_rule"), function="engine.is_prose"
                        ),
                        field="inclusion_rule",
                        message="The inclusion rule holds a control character or is not in Unicode NFC.",
                        name="process_inclusion_rule_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("slug__regex", "^[a-z0-9]+(-{1,2}[a-z0-9]+)*$")),
                        field="slug",
                        message="A slug is lower-case letters and digits, joined by hyphens.",
                        name="process_slug_is_well_formed",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("status__in", ["draft", "in_review", "published", "withdrawn"])
                        ),
                        field="status",
                        message="The status is not one of: draft, in_review, published, withdrawn.",
                        name="process_status_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("certainty__in", ["confirmed", "stated", "reported", "inferred", ""])
                        ),
                        field="certainty",
                        message="The certainty is not one of: confirmed, stated, reported, inferred.",
                        name="process_certainty_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("external_ids", []),
                            negotiations.fields.SqlTest(
                                models.F("external_ids"),
                                models.Value("^[a-z0-9][a-z0-9_.-]*:.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="external_ids",
                        message="The external ids hold an entry that is empty, stands twice or is not clean text, or is not an identifier such as wikidata:Q34.",
                        name="process_external_ids_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("codes", []),
                            negotiations.fields.SqlTest(
                                models.F("codes"),
                                models.Value("^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="codes",
                        message="The codes hold an entry that is empty, stands twice or is not clean text, or is not a code such as cameo.event=0354.",
                        name="process_codes_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("note"), function="engine.is_prose"
                        ),
                        field="note",
                        message="The note holds a control character or is not in Unicode NFC.",
                        name="process_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("editor_note"), function="engine.is_prose"
                        ),
                        field="editor_note",
                        message="The editor note holds a control character or is not in Unicode NFC.",
                        name="process_editor_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("withdrawn_reason"), function="engine.is_prose"
                        ),
                        field="withdrawn_reason",
                        message="The withdrawn reason holds a control character or is not in Unicode NFC.",
                        name="process_withdrawn_reason_is_clean",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    negotiations.fields.SlugField(
                        help_text="Public identity; lower-case words and hyphens; fixed once published."
                    ),
                ),
                (
                    "status",
                    negotiations.fields.VocabularyField(
                        default="draft",
                        help_text="How far the record is on its way; only published records exist for the public.",
                        required=True,
                    ),
                ),
                (
                    "certainty",
                    negotiations.fields.VocabularyField(
                        default="",
                        help_text="How we know what the record asserts; leave blank where nothing is asserted.",
                    ),
                ),
                (
                    "external_ids",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_.-]*:.+$",
                        help_text="Identifiers in other data sets as scheme:id, one record per identifier.",
                        means="an identifier such as wikidata:Q34",
                        size=None,
                    ),
                ),
                (
                    "codes",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$",
                        help_text="Codes of other schemes as scheme.variable=value.",
                        means="a code such as cameo.event=0354",
                        size=None,
                    ),
                ),
                (
                    "note",
                    negotiations.fields.ProseField(
                        default="", help_text="For readers: what the fields cannot say."
                    ),
                ),
                (
                    "editor_note",
                    negotiations.fields.InternalField(
                        default="", help_text="For the team only; never leaves by a public door."
                    ),
                ),
                (
                    "withdrawn_reason",
                    negotiations.fields.InternalField(
                        default="",
                        help_text="Why the record was withdrawn; shown on its tombstone.",
                    ),
                ),
                (
                    "created_at",
                    negotiations.fields.StampField(help_text="When the record was first entered."),
                ),
                (
                    "updated_at",
                    negotiations.fields.StampField(
                        help_text="When a field of the record last changed."
                    ),
                ),
                (
                    "version",
                    negotiations.fields.VersionField(
                        help_text="Grows with each change; carries the lock against lost updates."
                    ),
                ),
                (
                    "visible",
                    negotiations.fields.VisibleField(
                        help_text="Whether the public sees it: published, and so is all it cannot do without."
                    ),
                ),
                (
                    "party",
                    negotiations.fields.ReferenceField(
                        help_text="Who belongs.",
                        related_name="memberships",
                        to="negotiations.party",
                    ),
                ),
                (
                    "process",
                    negotiations.fields.TargetReference(
                        help_text="The process it belongs to.",
                        related_name="memberships",
                        to="negotiations.process",
                    ),
                ),
                (
                    "coalition",
                    negotiations.fields.TargetReference(
                        help_text="The coalition it belongs to.",
                        related_name="members",
                        to="negotiations.party",
                    ),
                ),
                (
                    "role",
                    negotiations.fields.VocabularyField(default="", help_text="In which capacity."),
                ),
                ("date", negotiations.fields.ImpreciseDateField(help_text="When it belonged.")),
                (
                    "date_note",
                    negotiations.fields.LineField(
                        default="", help_text="The source's words about the date."
                    ),
                ),
                (
                    "date_earliest",
                    negotiations.fields.BoundField(
                        end="earliest", help_text="The earliest day that date allows.", of="date"
                    ),
                ),
                (
                    "date_latest",
                    negotiations.fields.BoundField(
                        end="latest", help_text="The latest day that date allows.", of="date"
                    ),
                ),
            ],
            options={
                "ordering": ("slug",),
                "abstract": False,
                "constraints": [
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=models.Q(
                            models.Q(("coalition__isnull", True), ("process__isnull", False)),
                            models.Q(("coalition__isnull", False), ("process__isnull", True)),
                            _connector="OR",
                        ),
                        field="process",
                        message="A membership names exactly one process or coalition.",
                        name="membership_is_in_one_process_or_coalition",
                    ),
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=models.Q(
                            ("coalition__isnull", True),
                            models.Q(("coalition", models.F("party")), _negated=True),
                            _connector="OR",
                        ),
                        field="coalition",
                        message="A party cannot be a member of itself.",
                        name="membership_of_itself_is_refused",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "withdrawn"), _negated=True),
                        fields=("party", "process", "coalition", "role", "date"),
                        name="membership_is_entered_once",
                        nulls_distinct=False,
                        violation_error_message="This membership is already entered.",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "side",
                                    "mediator",
                                    "coordinator",
                                    "guarantor",
                                    "observer",
                                    "member",
                                    "",
                                ],
                            )
                        ),
                        field="role",
                        message="The role is not one of: side, mediator, coordinator, guarantor, observer, member.",
                        name="membership_role_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("date_earliest__lte", models.F("date_latest"))),
                        field="date",
                        message="The date is outside the EDTF subset, or ends before it begins.",
                        name="membership_date_is_in_the_subset",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("date_note"), function="engine.is_line"
                        ),
                        field="date_note",
                        message="The date note holds a control character or is not in Unicode NFC.",
                        name="membership_date_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("slug__regex", "^[a-z0-9]+(-{1,2}[a-z0-9]+)*$")),
                        field="slug",
                        message="A slug is lower-case letters and digits, joined by hyphens.",
                        name="membership_slug_is_well_formed",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("status__in", ["draft", "in_review", "published", "withdrawn"])
                        ),
                        field="status",
                        message="The status is not one of: draft, in_review, published, withdrawn.",
                        name="membership_status_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("certainty__in", ["confirmed", "stated", "reported", "inferred", ""])
                        ),
                        field="certainty",
                        message="The certainty is not one of: confirmed, stated, reported, inferred.",
                        name="membership_certainty_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("external_ids", []),
                            negotiations.fields.SqlTest(
                                models.F("external_ids"),
                                models.Value("^[a-z0-9][a-z0-9_.-]*:.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="external_ids",
                        message="The external ids hold an entry that is empty, stands twice or is not clean text, or is not an identifier such as wikidata:Q34.",
                        name="membership_external_ids_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("codes", []),
                            negotiations.fields.SqlTest(
                                models.F("codes"),
                                models.Value("^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="codes",
                        message="The codes hold an entry that is empty, stands twice or is not clean text, or is not a code such as cameo.event=0354.",
                        name="membership_codes_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("note"), function="engine.is_prose"
                        ),
                        field="note",
                        message="The note holds a control character or is not in Unicode NFC.",
                        name="membership_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("editor_note"), function="engine.is_prose"
                        ),
                        field="editor_note",
                        message="The editor note holds a control character or is not in Unicode NFC.",
                        name="membership_editor_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("withdrawn_reason"), function="engine.is_prose"
                        ),
                        field="withdrawn_reason",
                        message="The withdrawn reason holds a control character or is not in Unicode NFC.",
                        name="membership_withdrawn_reason_is_clean",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    negotiations.fields.SlugField(
                        help_text="Public identity; lower-case words and hyphens; fixed once published."
                    ),
                ),
                (
                    "status",
                    negotiations.fields.VocabularyField(
                        default="draft",
                        help_text="How far the record is on its way; only published records exist for the public.",
                        required=True,
                    ),
                ),
                (
                    "certainty",
                    negotiations.fields.VocabularyField(
                        default="",
                        help_text="How we know what the record asserts; leave blank where nothing is asserted.",
                    ),
                ),
                (
                    "external_ids",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_.-]*:.+$",
                        help_text="Identifiers in other data sets as scheme:id, one record per identifier.",
                        means="an identifier such as wikidata:Q34",
                        size=None,
                    ),
                ),
                (
                    "codes",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$",
                        help_text="Codes of other schemes as scheme.variable=value.",
                        means="a code such as cameo.event=0354",
                        size=None,
                    ),
                ),
                (
                    "note",
                    negotiations.fields.ProseField(
                        default="", help_text="For readers: what the fields cannot say."
                    ),
                ),
                (
                    "editor_note",
                    negotiations.fields.InternalField(
                        default="", help_text="For the team only; never leaves by a public door."
                    ),
                ),
                (
                    "withdrawn_reason",
                    negotiations.fields.InternalField(
                        default="",
                        help_text="Why the record was withdrawn; shown on its tombstone.",
                    ),
                ),
                (
                    "created_at",
                    negotiations.fields.StampField(help_text="When the record was first entered."),
                ),
                (
                    "updated_at",
                    negotiations.fields.StampField(
                        help_text="When a field of the record last changed."
                    ),
                ),
                (
                    "version",
                    negotiations.fields.VersionField(
                        help_text="Grows with each change; carries the lock against lost updates."
                    ),
                ),
                (
                    "visible",
                    negotiations.fields.VisibleField(
                        help_text="Whether the public sees it: published, and so is all it cannot do without."
                    ),
                ),
                (
                    "title",
                    negotiations.fields.LineField(
                        help_text="What a reader would call it.", required=True
                    ),
                ),
                (
                    "kind",
                    negotiations.fields.VocabularyField(
                        default="", help_text="What sort of event it is."
                    ),
                ),
                (
                    "occurrence",
                    negotiations.fields.VocabularyField(
                        default="", help_text="Whether it was held, and if not, what became of it."
                    ),
                ),
                (
                    "occurrence_date",
                    negotiations.fields.ImpreciseDateField(
                        help_text="When it was decided that it would not be held as planned, or ran out."
                    ),
                ),
                (
                    "level",
                    negotiations.fields.VocabularyField(
                        default="", help_text="The rank at which the parties met."
                    ),
                ),
                (
                    "track",
                    negotiations.fields.VocabularyField(
                        default="", help_text="Official, mixed or unofficial."
                    ),
                ),
                (
                    "part_of",
                    negotiations.fields.OptionalReference(
                        help_text="The larger event it is a part of.",
                        related_name="parts",
                        to="negotiations.event",
                    ),
                ),
                (
                    "date",
                    negotiations.fields.ImpreciseDateField(
                        help_text="The local date; for an event that was not held, the planned one."
                    ),
                ),
                (
                    "date_note",
                    negotiations.fields.LineField(
                        default="", help_text="The source's words about the date."
                    ),
                ),
                (
                    "time",
                    negotiations.fields.CodeField(
                        default="",
                        form="^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])$",
                        help_text="Local time at which it began, with its offset.",
                        means="a time with its offset, such as 14:30+09:00",
                    ),
                ),
                (
                    "seq",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Order within the day, where only that is known.",
                        null=True,
                    ),
                ),
                (
                    "duration_hours_min",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Hours it lasted at least.",
                        max_digits=6,
                        null=True,
                    ),
                ),
                (
                    "duration_hours_max",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Hours it lasted at most.",
                        max_digits=6,
                        null=True,
                    ),
                ),
                (
                    "place",
                    negotiations.fields.OptionalReference(
                        help_text="Where it was held.",
                        related_name="events",
                        to="negotiations.place",
                    ),
                ),
                (
                    "venue",
                    negotiations.fields.LineField(
                        default="", help_text="The room or house, where no place of its own exists."
                    ),
                ),
                (
                    "agenda",
                    negotiations.fields.ProseField(
                        default="", help_text="What was to be discussed, as announced."
                    ),
                ),
                (
                    "summary",
                    negotiations.fields.ProseField(
                        default="", help_text="What happened, in a few sentences of one's own."
                    ),
                ),
                (
                    "outcome",
                    negotiations.fields.VocabularyField(
                        default="", help_text="What was on paper at the end."
                    ),
                ),
                (
                    "search",
                    negotiations.vectors.SearchField(
                        body=("summary", "agenda"), detail=("venue", "date_note"), names=("title",)
                    ),
                ),
                (
                    "occurrence_date_earliest",
                    negotiations.fields.BoundField(
                        end="earliest",
                        help_text="The earliest day that occurrence_date allows.",
                        of="occurrence_date",
                    ),
                ),
                (
                    "occurrence_date_latest",
                    negotiations.fields.BoundField(
                        end="latest",
                        help_text="The latest day that occurrence_date allows.",
                        of="occurrence_date",
                    ),
                ),
                (
                    "date_earliest",
                    negotiations.fields.BoundField(
                        end="earliest", help_text="The earliest day that date allows.", of="date"
                    ),
                ),
                (
                    "date_latest",
                    negotiations.fields.BoundField(
                        end="latest", help_text="The latest day that date allows.", of="date"
                    ),
                ),
                (
                    "processes",
                    negotiations.fields.ListOfReferences(
                        blank=True,
                        help_text="The processes it belongs to.",
                        related_name="events",
                        to="negotiations.process",
                    ),
                ),
            ],
            options={
                "ordering": ("slug",),
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("visible", True)),
                        fields=["date_earliest", "time", "seq", "date_latest", "slug"],
                        name="event_order",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search"], name="event_search"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("id", "date_earliest", "date_latest"),
                        name="event_with_its_bounds",
                        violation_error_message="An event has one date.",
                    ),
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=models.Q(
                            ("part_of__isnull", True),
                            models.Q(("part_of", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        field="part_of",
                        message="An event cannot be part of itself.",
                        name="event_is_not_part_of_itself",
                    ),
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=models.Q(
                            models.Q(
                                ("duration_hours_min__isnull", True),
                                ("duration_hours_min__gte", 0),
                                _connector="OR",
                            ),
                            models.Q(
                                ("duration_hours_max__isnull", True),
                                ("duration_hours_max__gte", 0),
                                _connector="OR",
                            ),
                            models.Q(
                                ("duration_hours_min__isnull", True),
                                ("duration_hours_max__isnull", True),
                                ("duration_hours_max__gte", models.F("duration_hours_min")),
                                _connector="OR",
                            ),
                        ),
                        field="duration_hours_max",
                        message="Durations are not negative, and the longest is not below the shortest.",
                        name="event_duration_is_a_range",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("title"), function="engine.is_line"
                        ),
                        field="title",
                        message="The title holds a control character or is not in Unicode NFC.",
                        name="event_title_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("title"), function="engine.is_given"
                        ),
                        field="title",
                        message="The title is empty.",
                        name="event_title_is_given",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "summit",
                                    "ministerial",
                                    "talks",
                                    "meeting",
                                    "consultation",
                                    "call",
                                    "letter",
                                    "visit",
                                    "mediation",
                                    "round",
                                    "announcement",
                                    "decision",
                                    "vote",
                                    "appointment",
                                    "publication",
                                    "agreement",
                                    "speech",
                                    "deadline",
                                    "weapons_test",
                                    "military_exercise",
                                    "military_incident",
                                    "ceasefire",
                                    "sanction",
                                    "humanitarian_act",
                                    "other",
                                    "",
                                ],
                            )
                        ),
                        field="kind",
                        message="The kind is not one of: summit, ministerial, talks, meeting, consultation, call, letter, visit, mediation, round, announcement, decision, vote, appointment, publication, agreement, speech, deadline, weapons_test, military_exercise, military_incident, ceasefire, sanction, humanitarian_act, other.",
                        name="event_kind_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            (
                                "occurrence__in",
                                [
                                    "held",
                                    "proposed",
                                    "scheduled",
                                    "postponed",
                                    "cancelled",
                                    "declined",
                                    "lapsed",
                                    "alleged",
                                    "",
                                ],
                            )
                        ),
                        field="occurrence",
                        message="The occurrence is not one of: held, proposed, scheduled, postponed, cancelled, declined, lapsed, alleged.",
                        name="event_occurrence_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("occurrence_date_earliest__lte", models.F("occurrence_date_latest"))
                        ),
                        field="occurrence_date",
                        message="The occurrence date is outside the EDTF subset, or ends before it begins.",
                        name="event_occurrence_date_is_in_the_subset",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            (
                                "level__in",
                                [
                                    "head",
                                    "minister",
                                    "envoy",
                                    "working",
                                    "mixed",
                                    "none",
                                    "unknown",
                                    "",
                                ],
                            )
                        ),
                        field="level",
                        message="The level is not one of: head, minister, envoy, working, mixed, none, unknown.",
                        name="event_level_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("track__in", ["1", "1.5", "2", ""])),
                        field="track",
                        message="The track is not one of: 1, 1.5, 2.",
                        name="event_track_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("date_earliest__lte", models.F("date_latest"))),
                        field="date",
                        message="The date is outside the EDTF subset, or ends before it begins.",
                        name="event_date_is_in_the_subset",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("date_note"), function="engine.is_line"
                        ),
                        field="date_note",
                        message="The date note holds a control character or is not in Unicode NFC.",
                        name="event_date_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("time"), function="engine.is_line"
                        ),
                        field="time",
                        message="The time holds a control character or is not in Unicode NFC.",
                        name="event_time_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("time", ""),
                            (
                                "time__regex",
                                "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])$",
                            ),
                            _connector="OR",
                        ),
                        field="time",
                        message="The time is not a time with its offset, such as 14:30+09:00.",
                        name="event_time_is_well_formed",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("venue"), function="engine.is_line"
                        ),
                        field="venue",
                        message="The venue holds a control character or is not in Unicode NFC.",
                        name="event_venue_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("agenda"), function="engine.is_prose"
                        ),
                        field="agenda",
                        message="The agenda holds a control character or is not in Unicode NFC.",
                        name="event_agenda_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("summary"), function="engine.is_prose"
                        ),
                        field="summary",
                        message="The summary holds a control character or is not in Unicode NFC.",
                        name="event_summary_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            (
                                "outcome__in",
                                [
                                    "agreement",
                                    "partial",
                                    "none",
                                    "not_stated",
                                    "not_applicable",
                                    "",
                                ],
                            )
                        ),
                        field="outcome",
                        message="The outcome is not one of: agreement, partial, none, not_stated, not_applicable.",
                        name="event_outcome_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("slug__regex", "^[a-z0-9]+(-{1,2}[a-z0-9]+)*$")),
                        field="slug",
                        message="A slug is lower-case letters and digits, joined by hyphens.",
                        name="event_slug_is_well_formed",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("status__in", ["draft", "in_review", "published", "withdrawn"])
                        ),
                        field="status",
                        message="The status is not one of: draft, in_review, published, withdrawn.",
                        name="event_status_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("certainty__in", ["confirmed", "stated", "reported", "inferred", ""])
                        ),
                        field="certainty",
                        message="The certainty is not one of: confirmed, stated, reported, inferred.",
                        name="event_certainty_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("external_ids", []),
                            negotiations.fields.SqlTest(
                                models.F("external_ids"),
                                models.Value("^[a-z0-9][a-z0-9_.-]*:.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="external_ids",
                        message="The external ids hold an entry that is empty, stands twice or is not clean text, or is not an identifier such as wikidata:Q34.",
                        name="event_external_ids_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("codes", []),
                            negotiations.fields.SqlTest(
                                models.F("codes"),
                                models.Value("^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="codes",
                        message="The codes hold an entry that is empty, stands twice or is not clean text, or is not a code such as cameo.event=0354.",
                        name="event_codes_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("note"), function="engine.is_prose"
                        ),
                        field="note",
                        message="The note holds a control character or is not in Unicode NFC.",
                        name="event_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("editor_note"), function="engine.is_prose"
                        ),
                        field="editor_note",
                        message="The editor note holds a control character or is not in Unicode NFC.",
                        name="event_editor_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("withdrawn_reason"), function="engine.is_prose"
                        ),
                        field="withdrawn_reason",
                        message="The withdrawn reason holds a control character or is not in Unicode NFC.",
                        name="event_withdrawn_reason_is_clean",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EventLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    negotiations.fields.SlugField(
                        help_text="Public identity; lower-case words and hyphens; fixed once published."
                    ),
                ),
                (
                    "status",
                    negotiations.fields.VocabularyField(
                        default="draft",
                        help_text="How far the record is on its way; only published records exist for the public.",
                        required=True,
                    ),
                ),
                (
                    "certainty",
                    negotiations.fields.VocabularyField(
                        default="",
                        help_text="How we know what the record asserts; leave blank where nothing is asserted.",
                    ),
                ),
                (
                    "external_ids",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_.-]*:.+$",
                        help_text="Identifiers in other data sets as scheme:id, one record per identifier.",
                        means="an identifier such as wikidata:Q34",
                        size=None,
                    ),
                ),
                (
                    "codes",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$",
                        help_text="Codes of other schemes as scheme.variable=value.",
                        means="a code such as cameo.event=0354",
                        size=None,
                    ),
                ),
                (
                    "note",
                    negotiations.fields.ProseField(
                        default="", help_text="For readers: what the fields cannot say."
                    ),
                ),
                (
                    "editor_note",
                    negotiations.fields.InternalField(
                        default="", help_text="For the team only; never leaves by a public door."
                    ),
                ),
                (
                    "withdrawn_reason",
                    negotiations.fields.InternalField(
                        default="",
                        help_text="Why the record was withdrawn; shown on its tombstone.",
                    ),
                ),
                (
                    "created_at",
                    negotiations.fields.StampField(help_text="When the record was first entered."),
                ),
                (
                    "updated_at",
                    negotiations.fields.StampField(
                        help_text="When a field of the record last changed."
                    ),
                ),
                (
                    "version",
                    negotiations.fields.VersionField(
                        help_text="Grows with each change; carries the lock against lost updates."
                    ),
                ),
                (
                    "visible",
                    negotiations.fields.VisibleField(
                        help_text="Whether the public sees it: published, and so is all it cannot do without."
                    ),
                ),
                (
                    "from_event",
                    negotiations.fields.ReferenceField(
                        help_text="The event that does it, usually the later one.",
                        related_name="links_out",
                        to="negotiations.event",
                    ),
                ),
                (
                    "to_event",
                    negotiations.fields.ReferenceField(
                        help_text="The event it is done to.",
                        related_name="links_in",
                        to="negotiations.event",
                    ),
                ),
                (
                    "kind",
                    negotiations.fields.VocabularyField(
                        help_text="How the first bears on the second.", required=True
                    ),
                ),
            ],
            options={
                "ordering": ("slug",),
                "abstract": False,
                "constraints": [
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=models.Q(("from_event", models.F("to_event")), _negated=True),
                        field="to_event",
                        message="An event cannot be linked to itself.",
                        name="event_link_joins_two_events",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "withdrawn"), _negated=True),
                        fields=("from_event", "to_event", "kind"),
                        name="event_link_is_entered_once",
                        violation_error_message="This link is already entered.",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "prepares",
                                    "follows",
                                    "resumes",
                                    "answers",
                                    "reschedules",
                                    "replaces",
                                    "cancels",
                                    "implements",
                                ],
                            )
                        ),
                        field="kind",
                        message="The kind is not one of: prepares, follows, resumes, answers, reschedules, replaces, cancels, implements.",
                        name="eventlink_kind_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("slug__regex", "^[a-z0-9]+(-{1,2}[a-z0-9]+)*$")),
                        field="slug",
                        message="A slug is lower-case letters and digits, joined by hyphens.",
                        name="eventlink_slug_is_well_formed",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("status__in", ["draft", "in_review", "published", "withdrawn"])
                        ),
                        field="status",
                        message="The status is not one of: draft, in_review, published, withdrawn.",
                        name="eventlink_status_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("certainty__in", ["confirmed", "stated", "reported", "inferred", ""])
                        ),
                        field="certainty",
                        message="The certainty is not one of: confirmed, stated, reported, inferred.",
                        name="eventlink_certainty_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("external_ids", []),
                            negotiations.fields.SqlTest(
                                models.F("external_ids"),
                                models.Value("^[a-z0-9][a-z0-9_.-]*:.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="external_ids",
                        message="The external ids hold an entry that is empty, stands twice or is not clean text, or is not an identifier such as wikidata:Q34.",
                        name="eventlink_external_ids_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("codes", []),
                            negotiations.fields.SqlTest(
                                models.F("codes"),
                                models.Value("^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="codes",
                        message="The codes hold an entry that is empty, stands twice or is not clean text, or is not a code such as cameo.event=0354.",
                        name="eventlink_codes_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("note"), function="engine.is_prose"
                        ),
                        field="note",
                        message="The note holds a control character or is not in Unicode NFC.",
                        name="eventlink_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("editor_note"), function="engine.is_prose"
                        ),
                        field="editor_note",
                        message="The editor note holds a control character or is not in Unicode NFC.",
                        name="eventlink_editor_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("withdrawn_reason"), function="engine.is_prose"
                        ),
                        field="withdrawn_reason",
                        message="The withdrawn reason holds a control character or is not in Unicode NFC.",
                        name="eventlink_withdrawn_reason_is_clean",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Participation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    negotiations.fields.SlugField(
                        help_text="Public identity; lower-case words and hyphens; fixed once published."
                    ),
                ),
                (
                    "status",
                    negotiations.fields.VocabularyField(
                        default="draft",
                        help_text="How far the record is on its way; only published records exist for the public.",
                        required=True,
                    ),
                ),
                (
                    "certainty",
                    negotiations.fields.VocabularyField(
                        default="",
                        help_text="How we know what the record asserts; leave blank where nothing is asserted.",
                    ),
                ),
                (
                    "external_ids",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_.-]*:.+$",
                        help_text="Identifiers in other data sets as scheme:id, one record per identifier.",
                        means="an identifier such as wikidata:Q34",
                        size=None,
                    ),
                ),
                (
                    "codes",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$",
                        help_text="Codes of other schemes as scheme.variable=value.",
                        means="a code such as cameo.event=0354",
                        size=None,
                    ),
                ),
                (
                    "note",
                    negotiations.fields.ProseField(
                        default="", help_text="For readers: what the fields cannot say."
                    ),
                ),
                (
                    "editor_note",
                    negotiations.fields.InternalField(
                        default="", help_text="For the team only; never leaves by a public door."
                    ),
                ),
                (
                    "withdrawn_reason",
                    negotiations.fields.InternalField(
                        default="",
                        help_text="Why the record was withdrawn; shown on its tombstone.",
                    ),
                ),
                (
                    "created_at",
                    negotiations.fields.StampField(help_text="When the record was first entered."),
                ),
                (
                    "updated_at",
                    negotiations.fields.StampField(
                        help_text="When a field of the record last changed."
                    ),
                ),
                (
                    "version",
                    negotiations.fields.VersionField(
                        help_text="Grows with each change; carries the lock against lost updates."
                    ),
                ),
                (
                    "visible",
                    negotiations.fields.VisibleField(
                        help_text="Whether the public sees it: published, and so is all it cannot do without."
                    ),
                ),
                (
                    "according_to_party",
                    negotiations.fields.OptionalReference(
                        help_text="The party whose telling this is.",
                        related_name="+",
                        to="negotiations.party",
                    ),
                ),
                (
                    "according_to_person",
                    negotiations.fields.OptionalReference(
                        help_text="The person whose telling this is.",
                        related_name="+",
                        to="negotiations.person",
                    ),
                ),
                (
                    "according_to_source",
                    negotiations.fields.OptionalReference(
                        help_text="The source whose telling this is.",
                        related_name="+",
                        to="negotiations.source",
                    ),
                ),
                (
                    "event",
                    negotiations.fields.ReferenceField(
                        help_text="The event.",
                        related_name="participations",
                        to="negotiations.event",
                    ),
                ),
                (
                    "party",
                    negotiations.fields.TargetReference(
                        help_text="For whom; leave blank for a private person.",
                        related_name="participations",
                        to="negotiations.party",
                    ),
                ),
                (
                    "person",
                    negotiations.fields.TargetReference(
                        help_text="Who; leave blank for the party as such.",
                        related_name="participations",
                        to="negotiations.person",
                    ),
                ),
                (
                    "tenure",
                    negotiations.fields.OptionalReference(
                        help_text="In which office, if that is known.",
                        related_name="participations",
                        to="negotiations.tenure",
                    ),
                ),
                (
                    "role",
                    negotiations.fields.VocabularyField(default="", help_text="In what role."),
                ),
                (
                    "role_label",
                    negotiations.fields.LineField(
                        default="", help_text="The role in the source's words."
                    ),
                ),
                (
                    "attendance",
                    negotiations.fields.VocabularyField(
                        default="", help_text="Whether they were there."
                    ),
                ),
                (
                    "event_earliest",
                    negotiations.fields.CopiedDateField(help_text="Copied from the event."),
                ),
                (
                    "event_latest",
                    negotiations.fields.CopiedDateField(help_text="Copied from the event."),
                ),
                (
                    "tenure_earliest",
                    negotiations.fields.CopiedDateField(help_text="Copied from the tenure."),
                ),
                (
                    "tenure_latest",
                    negotiations.fields.CopiedDateField(help_text="Copied from the tenure."),
                ),
                ("search", negotiations.vectors.SearchField(names=("role_label",))),
            ],
            options={
                "ordering": ("slug",),
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("visible", True)),
                        fields=["party", "event_earliest", "event_latest", "event"],
                        name="participation_by_party",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search"], name="participation_search"
                    ),
                ],
                "constraints": [
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=models.Q(
                            models.Q(
                                ("according_to_party__isnull", True),
                                ("according_to_person__isnull", True),
                                ("according_to_source__isnull", True),
                            ),
                            models.Q(
                                ("according_to_party__isnull", False),
                                ("according_to_person__isnull", True),
                                ("according_to_source__isnull", True),
                            ),
                            models.Q(
                                ("according_to_party__isnull", True),
                                ("according_to_person__isnull", False),
                                ("according_to_source__isnull", True),
                            ),
                            models.Q(
                                ("according_to_party__isnull", True),
                                ("according_to_person__isnull", True),
                                ("according_to_source__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        field="according_to",
                        message="A telling is according to one party, person or source.",
                        name="participation_is_told_by_one",
                    ),
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=models.Q(
                            ("party__isnull", False), ("person__isnull", False), _connector="OR"
                        ),
                        field="party",
                        message="A participation names a party, a person, or both.",
                        name="participation_has_a_participant",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "withdrawn"), _negated=True),
                        fields=(
                            "event",
                            "party",
                            "person",
                            "role",
                            "according_to_party",
                            "according_to_person",
                            "according_to_source",
                        ),
                        name="participation_is_entered_once",
                        nulls_distinct=False,
                        violation_error_message="This participation is already entered: same event, party, person and role.",
                    ),
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=models.Q(
                            ("tenure__isnull", True), ("person__isnull", False), _connector="OR"
                        ),
                        field="person",
                        message="A participation under a tenure names the person who held it.",
                        name="participation_tenure_has_a_person",
                    ),
                    negotiations.rules.ComposedKey(
                        cascade=False,
                        fields=("tenure", "person"),
                        key="tenure",
                        message="The tenure is another person's.",
                        name="participation_tenure_is_of_its_person",
                        to_fields=("id", "person"),
                    ),
                    negotiations.rules.ComposedKey(
                        cascade=True,
                        fields=("event", "event_earliest", "event_latest"),
                        key="event",
                        message="The event's date was changed meanwhile; save again.",
                        name="participation_copies_event_bounds",
                        to_fields=("id", "date_earliest", "date_latest"),
                    ),
                    negotiations.rules.ComposedKey(
                        cascade=True,
                        fields=("tenure", "tenure_earliest", "tenure_latest"),
                        key="tenure",
                        message="The tenure's date was changed meanwhile; save again.",
                        name="participation_copies_tenure_bounds",
                        to_fields=("id", "date_earliest", "date_latest"),
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            "tenure_earliest",
                            "tenure_latest",
                            "event_earliest",
                            "event_latest",
                            function="engine.may_meet",
                        ),
                        field="tenure",
                        message="The tenure certainly did not cover the date of the event.",
                        name="participation_is_within_its_tenure",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "principal",
                                    "head_of_delegation",
                                    "delegate",
                                    "host",
                                    "mediator",
                                    "facilitator",
                                    "coordinator",
                                    "chair",
                                    "observer",
                                    "witness",
                                    "guarantor",
                                    "signatory",
                                    "messenger",
                                    "recipient",
                                    "interpreter",
                                    "speaker",
                                    "",
                                ],
                            )
                        ),
                        field="role",
                        message="The role is not one of: principal, head_of_delegation, delegate, host, mediator, facilitator, coordinator, chair, observer, witness, guarantor, signatory, messenger, recipient, interpreter, speaker.",
                        name="participation_role_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("role_label"), function="engine.is_line"
                        ),
                        field="role_label",
                        message="The role label holds a control character or is not in Unicode NFC.",
                        name="participation_role_label_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            (
                                "attendance__in",
                                [
                                    "attended",
                                    "expected",
                                    "declined",
                                    "absent",
                                    "walked_out",
                                    "unknown",
                                    "",
                                ],
                            )
                        ),
                        field="attendance",
                        message="The attendance is not one of: attended, expected, declined, absent, walked_out, unknown.",
                        name="participation_attendance_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("slug__regex", "^[a-z0-9]+(-{1,2}[a-z0-9]+)*$")),
                        field="slug",
                        message="A slug is lower-case letters and digits, joined by hyphens.",
                        name="participation_slug_is_well_formed",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("status__in", ["draft", "in_review", "published", "withdrawn"])
                        ),
                        field="status",
                        message="The status is not one of: draft, in_review, published, withdrawn.",
                        name="participation_status_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("certainty__in", ["confirmed", "stated", "reported", "inferred", ""])
                        ),
                        field="certainty",
                        message="The certainty is not one of: confirmed, stated, reported, inferred.",
                        name="participation_certainty_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("external_ids", []),
                            negotiations.fields.SqlTest(
                                models.F("external_ids"),
                                models.Value("^[a-z0-9][a-z0-9_.-]*:.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="external_ids",
                        message="The external ids hold an entry that is empty, stands twice or is not clean text, or is not an identifier such as wikidata:Q34.",
                        name="participation_external_ids_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("codes", []),
                            negotiations.fields.SqlTest(
                                models.F("codes"),
                                models.Value("^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="codes",
                        message="The codes hold an entry that is empty, stands twice or is not clean text, or is not a code such as cameo.event=0354.",
                        name="participation_codes_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("note"), function="engine.is_prose"
                        ),
                        field="note",
                        message="The note holds a control character or is not in Unicode NFC.",
                        name="participation_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("editor_note"), function="engine.is_prose"
                        ),
                        field="editor_note",
                        message="The editor note holds a control character or is not in Unicode NFC.",
                        name="participation_editor_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("withdrawn_reason"), function="engine.is_prose"
                        ),
                        field="withdrawn_reason",
                        message="The withdrawn reason holds a control character or is not in Unicode NFC.",
                        name="participation_withdrawn_reason_is_clean",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    negotiations.fields.SlugField(
                        help_text="Public identity; lower-case words and hyphens; fixed once published."
                    ),
                ),
                (
                    "status",
                    negotiations.fields.VocabularyField(
                        default="draft",
                        help_text="How far the record is on its way; only published records exist for the public.",
                        required=True,
                    ),
                ),
                (
                    "certainty",
                    negotiations.fields.VocabularyField(
                        default="",
                        help_text="How we know what the record asserts; leave blank where nothing is asserted.",
                    ),
                ),
                (
                    "external_ids",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_.-]*:.+$",
                        help_text="Identifiers in other data sets as scheme:id, one record per identifier.",
                        means="an identifier such as wikidata:Q34",
                        size=None,
                    ),
                ),
                (
                    "codes",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$",
                        help_text="Codes of other schemes as scheme.variable=value.",
                        means="a code such as cameo.event=0354",
                        size=None,
                    ),
                ),
                (
                    "note",
                    negotiations.fields.ProseField(
                        default="", help_text="For readers: what the fields cannot say."
                    ),
                ),
                (
                    "editor_note",
                    negotiations.fields.InternalField(
                        default="", help_text="For the team only; never leaves by a public door."
                    ),
                ),
                (
                    "withdrawn_reason",
                    negotiations.fields.InternalField(
                        default="",
                        help_text="Why the record was withdrawn; shown on its tombstone.",
                    ),
                ),
                (
                    "created_at",
                    negotiations.fields.StampField(help_text="When the record was first entered."),
                ),
                (
                    "updated_at",
                    negotiations.fields.StampField(
                        help_text="When a field of the record last changed."
                    ),
                ),
                (
                    "version",
                    negotiations.fields.VersionField(
                        help_text="Grows with each change; carries the lock against lost updates."
                    ),
                ),
                (
                    "visible",
                    negotiations.fields.VisibleField(
                        help_text="Whether the public sees it: published, and so is all it cannot do without."
                    ),
                ),
                (
                    "according_to_party",
                    negotiations.fields.OptionalReference(
                        help_text="The party whose telling this is.",
                        related_name="+",
                        to="negotiations.party",
                    ),
                ),
                (
                    "according_to_person",
                    negotiations.fields.OptionalReference(
                        help_text="The person whose telling this is.",
                        related_name="+",
                        to="negotiations.person",
                    ),
                ),
                (
                    "according_to_source",
                    negotiations.fields.OptionalReference(
                        help_text="The source whose telling this is.",
                        related_name="+",
                        to="negotiations.source",
                    ),
                ),
                (
                    "title",
                    negotiations.fields.LineField(
                        help_text="What a reader would call it.", required=True
                    ),
                ),
                (
                    "kind",
                    negotiations.fields.VocabularyField(
                        default="", help_text="What sort of move it is."
                    ),
                ),
                (
                    "put",
                    negotiations.fields.VocabularyField(
                        default="", help_text="Whether it was laid before the recipient."
                    ),
                ),
                (
                    "event",
                    negotiations.fields.OptionalReference(
                        help_text="The event at which it was made.",
                        related_name="offers",
                        to="negotiations.event",
                    ),
                ),
                ("date", negotiations.fields.ImpreciseDateField(help_text="When it was made.")),
                (
                    "date_note",
                    negotiations.fields.LineField(
                        default="", help_text="The source's words about the date."
                    ),
                ),
                (
                    "time",
                    negotiations.fields.CodeField(
                        default="",
                        form="^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])$",
                        help_text="Local time, with its offset.",
                        means="a time with its offset, such as 14:30+09:00",
                    ),
                ),
                (
                    "seq",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Order within the day, where only that is known.",
                        null=True,
                    ),
                ),
                (
                    "made_known",
                    negotiations.fields.ImpreciseDateField(
                        help_text="When the public first heard of it."
                    ),
                ),
                (
                    "on_behalf_of",
                    negotiations.fields.OptionalReference(
                        help_text="The party for whom it is made.",
                        related_name="offers_made_for_it",
                        to="negotiations.party",
                    ),
                ),
                (
                    "relayed_by",
                    negotiations.fields.OptionalReference(
                        help_text="The party that carried it.",
                        related_name="offers_relayed",
                        to="negotiations.party",
                    ),
                ),
                (
                    "proposes",
                    negotiations.fields.OptionalReference(
                        help_text="The meeting it proposes, if it is one.",
                        related_name="invitations",
                        to="negotiations.event",
                    ),
                ),
                (
                    "in_reply_to",
                    negotiations.fields.OptionalReference(
                        help_text="The offer it counters.",
                        related_name="counter_offers",
                        to="negotiations.offer",
                    ),
                ),
                (
                    "revises",
                    negotiations.fields.OptionalReference(
                        help_text="The earlier offer it changes.",
                        related_name="revisions",
                        to="negotiations.offer",
                    ),
                ),
                (
                    "channel",
                    negotiations.fields.VocabularyField(default="", help_text="How it travelled."),
                ),
                (
                    "conditions",
                    negotiations.fields.ProseField(
                        default="", help_text="Conditions of the whole package."
                    ),
                ),
                (
                    "expires",
                    negotiations.fields.ImpreciseDateField(help_text="The day on which it lapses."),
                ),
                (
                    "summary",
                    negotiations.fields.ProseField(
                        default="", help_text="The offer in a few sentences of one's own."
                    ),
                ),
                (
                    "variant_of",
                    negotiations.fields.OptionalReference(
                        help_text="The offer of which this is one telling.",
                        related_name="variants",
                        to="negotiations.offer",
                    ),
                ),
                (
                    "same_as",
                    negotiations.fields.VocabularyField(
                        default="", help_text="How sure it is that this telling is of that offer."
                    ),
                ),
                (
                    "is_root",
                    negotiations.fields.TruthField(
                        expression=models.Q(("variant_of__isnull", True)),
                        help_text="Whether it is an offer itself, not a telling.",
                    ),
                ),
                (
                    "variant_of_root",
                    negotiations.fields.TruthField(
                        expression=models.Value(True),
                        help_text="What the offer told of must be: a root.",
                    ),
                ),
                (
                    "is_joint",
                    negotiations.fields.TruthField(
                        expression=models.Q(("kind", "joint_undertaking")),
                        help_text="Whether its parties stand on both sides.",
                    ),
                ),
                (
                    "search",
                    negotiations.vectors.SearchField(
                        body=("summary", "conditions"), detail=("date_note",), names=("title",)
                    ),
                ),
                (
                    "date_earliest",
                    negotiations.fields.BoundField(
                        end="earliest", help_text="The earliest day that date allows.", of="date"
                    ),
                ),
                (
                    "date_latest",
                    negotiations.fields.BoundField(
                        end="latest", help_text="The latest day that date allows.", of="date"
                    ),
                ),
                (
                    "made_known_earliest",
                    negotiations.fields.BoundField(
                        end="earliest",
                        help_text="The earliest day that made_known allows.",
                        of="made_known",
                    ),
                ),
                (
                    "made_known_latest",
                    negotiations.fields.BoundField(
                        end="latest",
                        help_text="The latest day that made_known allows.",
                        of="made_known",
                    ),
                ),
                (
                    "expires_earliest",
                    negotiations.fields.BoundField(
                        end="earliest",
                        help_text="The earliest day that expires allows.",
                        of="expires",
                    ),
                ),
                (
                    "expires_latest",
                    negotiations.fields.BoundField(
                        end="latest", help_text="The latest day that expires allows.", of="expires"
                    ),
                ),
                (
                    "processes",
                    negotiations.fields.ListOfReferences(
                        blank=True,
                        help_text="The processes it belongs to.",
                        related_name="offers",
                        to="negotiations.process",
                    ),
                ),
                (
                    "proposers",
                    negotiations.fields.ListOfReferences(
                        blank=True,
                        help_text="Who offers.",
                        related_name="offers_made",
                        to="negotiations.party",
                    ),
                ),
                (
                    "recipients",
                    negotiations.fields.ListOfReferences(
                        blank=True,
                        help_text="To whom.",
                        related_name="offers_received",
                        to="negotiations.party",
                    ),
                ),
            ],
            options={
                "ordering": ("slug",),
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("visible", True)),
                        fields=["date_earliest", "time", "seq", "date_latest", "slug"],
                        name="offer_order",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search"], name="offer_search"
                    ),
                ],
                "constraints": [
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=models.Q(
                            models.Q(
                                ("according_to_party__isnull", True),
                                ("according_to_person__isnull", True),
                                ("according_to_source__isnull", True),
                            ),
                            models.Q(
                                ("according_to_party__isnull", False),
                                ("according_to_person__isnull", True),
                                ("according_to_source__isnull", True),
                            ),
                            models.Q(
                                ("according_to_party__isnull", True),
                                ("according_to_person__isnull", False),
                                ("according_to_source__isnull", True),
                            ),
                            models.Q(
                                ("according_to_party__isnull", True),
                                ("according_to_person__isnull", True),
                                ("according_to_source__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        field="according_to",
                        message="A telling is according to one party, person or source.",
                        name="offer_is_told_by_one",
                    ),
                    models.UniqueConstraint(
                        fields=("id", "is_root"),
                        name="offer_with_its_standing_as_root",
                        violation_error_message="An offer is a root or a telling.",
                    ),
                    models.UniqueConstraint(
                        fields=("id", "is_joint"),
                        name="offer_with_its_standing_as_joint",
                        violation_error_message="An offer is joint or not.",
                    ),
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=models.Q(
                            ("in_reply_to__isnull", True),
                            models.Q(("in_reply_to", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        field="in_reply_to",
                        message="An offer cannot be in reply to itself.",
                        name="offer_in_reply_to_another_offer",
                    ),
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=models.Q(
                            ("revises__isnull", True),
                            models.Q(("revises", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        field="revises",
                        message="An offer cannot revise itself.",
                        name="offer_revises_another_offer",
                    ),
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=models.Q(
                            ("variant_of__isnull", True),
                            models.Q(("variant_of", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        field="variant_of",
                        message="An offer cannot be a variant of itself.",
                        name="offer_variant_of_another_offer",
                    ),
                    negotiations.rules.ComposedKey(
                        cascade=False,
                        fields=("variant_of", "variant_of_root"),
                        key="variant_of",
                        message="A variant has no variants: choose the offer itself.",
                        name="offer_variant_is_of_a_root",
                        to_fields=("id", "is_root"),
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("title"), function="engine.is_line"
                        ),
                        field="title",
                        message="The title holds a control character or is not in Unicode NFC.",
                        name="offer_title_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("title"), function="engine.is_given"
                        ),
                        field="title",
                        message="The title is empty.",
                        name="offer_title_is_given",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "proposal",
                                    "demand",
                                    "counter_offer",
                                    "draft_text",
                                    "unilateral_step",
                                    "joint_undertaking",
                                    "threat",
                                    "",
                                ],
                            )
                        ),
                        field="kind",
                        message="The kind is not one of: proposal, demand, counter_offer, draft_text, unilateral_step, joint_undertaking, threat.",
                        name="offer_kind_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("put__in", ["put", "floated", "planned", "unknown", ""])
                        ),
                        field="put",
                        message="The put is not one of: put, floated, planned, unknown.",
                        name="offer_put_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("date_earliest__lte", models.F("date_latest"))),
                        field="date",
                        message="The date is outside the EDTF subset, or ends before it begins.",
                        name="offer_date_is_in_the_subset",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("date_note"), function="engine.is_line"
                        ),
                        field="date_note",
                        message="The date note holds a control character or is not in Unicode NFC.",
                        name="offer_date_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("time"), function="engine.is_line"
                        ),
                        field="time",
                        message="The time holds a control character or is not in Unicode NFC.",
                        name="offer_time_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("time", ""),
                            (
                                "time__regex",
                                "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])$",
                            ),
                            _connector="OR",
                        ),
                        field="time",
                        message="The time is not a time with its offset, such as 14:30+09:00.",
                        name="offer_time_is_well_formed",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("made_known_earliest__lte", models.F("made_known_latest"))
                        ),
                        field="made_known",
                        message="The made known is outside the EDTF subset, or ends before it begins.",
                        name="offer_made_known_is_in_the_subset",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("channel__in", ["public", "closed_door", "private", "leaked", ""])
                        ),
                        field="channel",
                        message="The channel is not one of: public, closed_door, private, leaked.",
                        name="offer_channel_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("conditions"), function="engine.is_prose"
                        ),
                        field="conditions",
                        message="The conditions holds a control character or is not in Unicode NFC.",
                        name="offer_conditions_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("expires_earliest__lte", models.F("expires_latest"))),
                        field="expires",
                        message="The expires is outside the EDTF subset, or ends before it begins.",
                        name="offer_expires_is_in_the_subset",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("summary"), function="engine.is_prose"
                        ),
                        field="summary",
                        message="The summary holds a control character or is not in Unicode NFC.",
                        name="offer_summary_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("same_as__in", ["certain", "probable", "possible", ""])
                        ),
                        field="same_as",
                        message="The same as is not one of: certain, probable, possible.",
                        name="offer_same_as_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("slug__regex", "^[a-z0-9]+(-{1,2}[a-z0-9]+)*$")),
                        field="slug",
                        message="A slug is lower-case letters and digits, joined by hyphens.",
                        name="offer_slug_is_well_formed",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("status__in", ["draft", "in_review", "published", "withdrawn"])
                        ),
                        field="status",
                        message="The status is not one of: draft, in_review, published, withdrawn.",
                        name="offer_status_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("certainty__in", ["confirmed", "stated", "reported", "inferred", ""])
                        ),
                        field="certainty",
                        message="The certainty is not one of: confirmed, stated, reported, inferred.",
                        name="offer_certainty_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("external_ids", []),
                            negotiations.fields.SqlTest(
                                models.F("external_ids"),
                                models.Value("^[a-z0-9][a-z0-9_.-]*:.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="external_ids",
                        message="The external ids hold an entry that is empty, stands twice or is not clean text, or is not an identifier such as wikidata:Q34.",
                        name="offer_external_ids_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("codes", []),
                            negotiations.fields.SqlTest(
                                models.F("codes"),
                                models.Value("^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="codes",
                        message="The codes hold an entry that is empty, stands twice or is not clean text, or is not a code such as cameo.event=0354.",
                        name="offer_codes_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("note"), function="engine.is_prose"
                        ),
                        field="note",
                        message="The note holds a control character or is not in Unicode NFC.",
                        name="offer_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("editor_note"), function="engine.is_prose"
                        ),
                        field="editor_note",
                        message="The editor note holds a control character or is not in Unicode NFC.",
                        name="offer_editor_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("withdrawn_reason"), function="engine.is_prose"
                        ),
                        field="withdrawn_reason",
                        message="The withdrawn reason holds a control character or is not in Unicode NFC.",
                        name="offer_withdrawn_reason_is_clean",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    negotiations.fields.SlugField(
                        help_text="Public identity; lower-case words and hyphens; fixed once published."
                    ),
                ),
                (
                    "status",
                    negotiations.fields.VocabularyField(
                        default="draft",
                        help_text="How far the record is on its way; only published records exist for the public.",
                        required=True,
                    ),
                ),
                (
                    "certainty",
                    negotiations.fields.VocabularyField(
                        default="",
                        help_text="How we know what the record asserts; leave blank where nothing is asserted.",
                    ),
                ),
                (
                    "external_ids",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_.-]*:.+$",
                        help_text="Identifiers in other data sets as scheme:id, one record per identifier.",
                        means="an identifier such as wikidata:Q34",
                        size=None,
                    ),
                ),
                (
                    "codes",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$",
                        help_text="Codes of other schemes as scheme.variable=value.",
                        means="a code such as cameo.event=0354",
                        size=None,
                    ),
                ),
                (
                    "note",
                    negotiations.fields.ProseField(
                        default="", help_text="For readers: what the fields cannot say."
                    ),
                ),
                (
                    "editor_note",
                    negotiations.fields.InternalField(
                        default="", help_text="For the team only; never leaves by a public door."
                    ),
                ),
                (
                    "withdrawn_reason",
                    negotiations.fields.InternalField(
                        default="",
                        help_text="Why the record was withdrawn; shown on its tombstone.",
                    ),
                ),
                (
                    "created_at",
                    negotiations.fields.StampField(help_text="When the record was first entered."),
                ),
                (
                    "updated_at",
                    negotiations.fields.StampField(
                        help_text="When a field of the record last changed."
                    ),
                ),
                (
                    "version",
                    negotiations.fields.VersionField(
                        help_text="Grows with each change; carries the lock against lost updates."
                    ),
                ),
                (
                    "visible",
                    negotiations.fields.VisibleField(
                        help_text="Whether the public sees it: published, and so is all it cannot do without."
                    ),
                ),
                (
                    "according_to_party",
                    negotiations.fields.OptionalReference(
                        help_text="The party whose telling this is.",
                        related_name="+",
                        to="negotiations.party",
                    ),
                ),
                (
                    "according_to_person",
                    negotiations.fields.OptionalReference(
                        help_text="The person whose telling this is.",
                        related_name="+",
                        to="negotiations.person",
                    ),
                ),
                (
                    "according_to_source",
                    negotiations.fields.OptionalReference(
                        help_text="The source whose telling this is.",
                        related_name="+",
                        to="negotiations.source",
                    ),
                ),
                (
                    "offer",
                    negotiations.fields.ReferenceField(
                        help_text="The offer it belongs to.",
                        related_name="terms",
                        to="negotiations.offer",
                    ),
                ),
                (
                    "ordinal",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="Its place in the package, from 1.", null=True
                    ),
                ),
                (
                    "side",
                    negotiations.fields.VocabularyField(
                        default="",
                        help_text="Seen from the proposer; leave blank for joint or mediated texts.",
                    ),
                ),
                (
                    "actor",
                    negotiations.fields.OptionalReference(
                        help_text="Who would act.",
                        related_name="terms_to_do",
                        to="negotiations.party",
                    ),
                ),
                (
                    "beneficiary",
                    negotiations.fields.OptionalReference(
                        help_text="For whose benefit.",
                        related_name="terms_to_receive",
                        to="negotiations.party",
                    ),
                ),
                (
                    "issue",
                    negotiations.fields.OptionalReference(
                        help_text="What it is about.", related_name="terms", to="negotiations.issue"
                    ),
                ),
                (
                    "action",
                    negotiations.fields.ProseField(
                        help_text="What would be done, in one's own words.", required=True
                    ),
                ),
                (
                    "quantity",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="How much, at least.",
                        max_digits=20,
                        null=True,
                    ),
                ),
                (
                    "quantity_max",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="How much, at most.",
                        max_digits=20,
                        null=True,
                    ),
                ),
                (
                    "unit",
                    negotiations.fields.LineField(
                        default="",
                        help_text="The unit of the quantity, such as tonnes of heavy fuel oil.",
                    ),
                ),
                (
                    "amount_text",
                    negotiations.fields.LineField(
                        default="", help_text="The amount in the source's words."
                    ),
                ),
                (
                    "duration",
                    negotiations.fields.DurationField(
                        help_text="For how long, as ISO 8601, such as P3Y."
                    ),
                ),
                (
                    "duration_max",
                    negotiations.fields.DurationField(help_text="For how long at most."),
                ),
                ("deadline", negotiations.fields.ImpreciseDateField(help_text="By when.")),
                (
                    "timing",
                    negotiations.fields.VocabularyField(
                        default="", help_text="When, seen against the other side's part."
                    ),
                ),
                (
                    "condition",
                    negotiations.fields.ProseField(default="", help_text="On what condition."),
                ),
                (
                    "depends_on",
                    negotiations.fields.OptionalReference(
                        help_text="The term of the same offer it depends on.",
                        related_name="dependants",
                        to="negotiations.term",
                    ),
                ),
                (
                    "option_group",
                    negotiations.fields.LineField(
                        default="",
                        help_text="Terms of which one is to be chosen share a word here.",
                    ),
                ),
                (
                    "verified",
                    negotiations.fields.VocabularyField(
                        default="", help_text="Whether the term itself calls for verification."
                    ),
                ),
                (
                    "reversible",
                    negotiations.fields.VocabularyField(
                        default="", help_text="Whether the act could be taken back."
                    ),
                ),
                (
                    "search",
                    negotiations.vectors.SearchField(
                        body=("action",), detail=("condition", "amount_text")
                    ),
                ),
                (
                    "deadline_earliest",
                    negotiations.fields.BoundField(
                        end="earliest",
                        help_text="The earliest day that deadline allows.",
                        of="deadline",
                    ),
                ),
                (
                    "deadline_latest",
                    negotiations.fields.BoundField(
                        end="latest",
                        help_text="The latest day that deadline allows.",
                        of="deadline",
                    ),
                ),
            ],
            options={
                "ordering": ("slug",),
                "abstract": False,
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["search"], name="term_search")
                ],
                "constraints": [
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=models.Q(
                            models.Q(
                                ("according_to_party__isnull", True),
                                ("according_to_person__isnull", True),
                                ("according_to_source__isnull", True),
                            ),
                            models.Q(
                                ("according_to_party__isnull", False),
                                ("according_to_person__isnull", True),
                                ("according_to_source__isnull", True),
                            ),
                            models.Q(
                                ("according_to_party__isnull", True),
                                ("according_to_person__isnull", False),
                                ("according_to_source__isnull", True),
                            ),
                            models.Q(
                                ("according_to_party__isnull", True),
                                ("according_to_person__isnull", True),
                                ("according_to_source__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        field="according_to",
                        message="A telling is according to one party, person or source.",
                        name="term_is_told_by_one",
                    ),
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=models.Q(
                            models.Q(("quantity__isnull", True), ("quantity_max__isnull", True)),
                            models.Q(("unit", ""), _negated=True),
                            _connector="OR",
                        ),
                        field="unit",
                        message="A quantity needs a unit.",
                        name="term_quantity_has_a_unit",
                    ),
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=models.Q(
                            ("quantity__isnull", True),
                            ("quantity_max__isnull", True),
                            ("quantity_max__gte", models.F("quantity")),
                            _connector="OR",
                        ),
                        field="quantity_max",
                        message="The highest quantity is not below the lowest.",
                        name="term_quantity_max_is_a_maximum",
                    ),
                    models.UniqueConstraint(
                        fields=("id", "offer"),
                        name="term_with_its_offer",
                        violation_error_message="A term belongs to one offer.",
                    ),
                    negotiations.rules.ComposedKey(
                        cascade=False,
                        fields=("depends_on", "offer"),
                        key="depends_on",
                        message="A term depends only on a term of the same offer.",
                        name="term_depends_on_a_term_of_its_offer",
                        to_fields=("id", "offer"),
                    ),
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=models.Q(
                            ("depends_on__isnull", True),
                            models.Q(("depends_on", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        field="depends_on",
                        message="A term cannot depend on itself.",
                        name="term_does_not_depend_on_itself",
                    ),
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=negotiations.fields.SqlTest(
                            "duration", "duration_max", function="engine.is_duration_range"
                        ),
                        field="duration_max",
                        message="The longest duration is not below the shortest.",
                        name="term_duration_max_is_a_maximum",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("side__in", ["give", "ask", "mutual", "others", "threat", ""])
                        ),
                        field="side",
                        message="The side is not one of: give, ask, mutual, others, threat.",
                        name="term_side_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("action"), function="engine.is_prose"
                        ),
                        field="action",
                        message="The action holds a control character or is not in Unicode NFC.",
                        name="term_action_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("action"), function="engine.is_given"
                        ),
                        field="action",
                        message="The action is empty.",
                        name="term_action_is_given",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("unit"), function="engine.is_line"
                        ),
                        field="unit",
                        message="The unit holds a control character or is not in Unicode NFC.",
                        name="term_unit_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("amount_text"), function="engine.is_line"
                        ),
                        field="amount_text",
                        message="The amount text holds a control character or is not in Unicode NFC.",
                        name="term_amount_text_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("duration", ""),
                            negotiations.fields.SqlTest(
                                models.F("duration"), function="engine.is_duration"
                            ),
                            _connector="OR",
                        ),
                        field="duration",
                        message="The duration is not an ISO 8601 duration such as P3Y, or is zero.",
                        name="term_duration_is_a_duration",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("duration_max", ""),
                            negotiations.fields.SqlTest(
                                models.F("duration_max"), function="engine.is_duration"
                            ),
                            _connector="OR",
                        ),
                        field="duration_max",
                        message="The duration max is not an ISO 8601 duration such as P3Y, or is zero.",
                        name="term_duration_max_is_a_duration",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("deadline_earliest__lte", models.F("deadline_latest"))),
                        field="deadline",
                        message="The deadline is outside the EDTF subset, or ends before it begins.",
                        name="term_deadline_is_in_the_subset",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("timing__in", ["first", "simultaneous", "after", "not_stated", ""])
                        ),
                        field="timing",
                        message="The timing is not one of: first, simultaneous, after, not_stated.",
                        name="term_timing_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("condition"), function="engine.is_prose"
                        ),
                        field="condition",
                        message="The condition holds a control character or is not in Unicode NFC.",
                        name="term_condition_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("option_group"), function="engine.is_line"
                        ),
                        field="option_group",
                        message="The option group holds a control character or is not in Unicode NFC.",
                        name="term_option_group_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("verified__in", ["yes", "no", "not_stated", ""])),
                        field="verified",
                        message="The verified is not one of: yes, no, not_stated.",
                        name="term_verified_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("reversible__in", ["yes", "no", "not_stated", ""])),
                        field="reversible",
                        message="The reversible is not one of: yes, no, not_stated.",
                        name="term_reversible_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("slug__regex", "^[a-z0-9]+(-{1,2}[a-z0-9]+)*$")),
                        field="slug",
                        message="A slug is lower-case letters and digits, joined by hyphens.",
                        name="term_slug_is_well_formed",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("status__in", ["draft", "in_review", "published", "withdrawn"])
                        ),
                        field="status",
                        message="The status is not one of: draft, in_review, published, withdrawn.",
                        name="term_status_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("certainty__in", ["confirmed", "stated", "reported", "inferred", ""])
                        ),
                        field="certainty",
                        message="The certainty is not one of: confirmed, stated, reported, inferred.",
                        name="term_certainty_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("external_ids", []),
                            negotiations.fields.SqlTest(
                                models.F("external_ids"),
                                models.Value("^[a-z0-9][a-z0-9_.-]*:.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="external_ids",
                        message="The external ids hold an entry that is empty, stands twice or is not clean text, or is not an identifier such as wikidata:Q34.",
                        name="term_external_ids_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("codes", []),
                            negotiations.fields.SqlTest(
                                models.F("codes"),
                                models.Value("^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="codes",
                        message="The codes hold an entry that is empty, stands twice or is not clean text, or is not a code such as cameo.event=0354.",
                        name="term_codes_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("note"), function="engine.is_prose"
                        ),
                        field="note",
                        message="The note holds a control character or is not in Unicode NFC.",
                        name="term_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("editor_note"), function="engine.is_prose"
                        ),
                        field="editor_note",
                        message="The editor note holds a control character or is not in Unicode NFC.",
                        name="term_editor_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("withdrawn_reason"), function="engine.is_prose"
                        ),
                        field="withdrawn_reason",
                        message="The withdrawn reason holds a control character or is not in Unicode NFC.",
                        name="term_withdrawn_reason_is_clean",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    negotiations.fields.SlugField(
                        help_text="Public identity; lower-case words and hyphens; fixed once published."
                    ),
                ),
                (
                    "status",
                    negotiations.fields.VocabularyField(
                        default="draft",
                        help_text="How far the record is on its way; only published records exist for the public.",
                        required=True,
                    ),
                ),
                (
                    "certainty",
                    negotiations.fields.VocabularyField(
                        default="",
                        help_text="How we know what the record asserts; leave blank where nothing is asserted.",
                    ),
                ),
                (
                    "external_ids",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_.-]*:.+$",
                        help_text="Identifiers in other data sets as scheme:id, one record per identifier.",
                        means="an identifier such as wikidata:Q34",
                        size=None,
                    ),
                ),
                (
                    "codes",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$",
                        help_text="Codes of other schemes as scheme.variable=value.",
                        means="a code such as cameo.event=0354",
                        size=None,
                    ),
                ),
                (
                    "note",
                    negotiations.fields.ProseField(
                        default="", help_text="For readers: what the fields cannot say."
                    ),
                ),
                (
                    "editor_note",
                    negotiations.fields.InternalField(
                        default="", help_text="For the team only; never leaves by a public door."
                    ),
                ),
                (
                    "withdrawn_reason",
                    negotiations.fields.InternalField(
                        default="",
                        help_text="Why the record was withdrawn; shown on its tombstone.",
                    ),
                ),
                (
                    "created_at",
                    negotiations.fields.StampField(help_text="When the record was first entered."),
                ),
                (
                    "updated_at",
                    negotiations.fields.StampField(
                        help_text="When a field of the record last changed."
                    ),
                ),
                (
                    "version",
                    negotiations.fields.VersionField(
                        help_text="Grows with each change; carries the lock against lost updates."
                    ),
                ),
                (
                    "visible",
                    negotiations.fields.VisibleField(
                        help_text="Whether the public sees it: published, and so is all it cannot do without."
                    ),
                ),
                (
                    "party",
                    negotiations.fields.OptionalReference(
                        help_text="Whose statement it is, if a party's.",
                        related_name="statements",
                        to="negotiations.party",
                    ),
                ),
                (
                    "on_behalf_of",
                    negotiations.fields.OptionalReference(
                        help_text="The party spoken for.",
                        related_name="statements_made_for_it",
                        to="negotiations.party",
                    ),
                ),
                (
                    "speaker",
                    negotiations.fields.OptionalReference(
                        help_text="Who said it, if somebody is named.",
                        related_name="statements",
                        to="negotiations.person",
                    ),
                ),
                (
                    "speaker_label",
                    negotiations.fields.LineField(
                        default="", help_text="How the speaker is named where nobody is."
                    ),
                ),
                (
                    "tenure",
                    negotiations.fields.OptionalReference(
                        help_text="In which office it was said.",
                        related_name="statements",
                        to="negotiations.tenure",
                    ),
                ),
                ("date", negotiations.fields.ImpreciseDateField(help_text="When it was said.")),
                (
                    "date_note",
                    negotiations.fields.LineField(
                        default="", help_text="The source's words about the date."
                    ),
                ),
                (
                    "time",
                    negotiations.fields.CodeField(
                        default="",
                        form="^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])$",
                        help_text="Local time, with its offset.",
                        means="a time with its offset, such as 14:30+09:00",
                    ),
                ),
                (
                    "seq",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Order within the day, where only that is known.",
                        null=True,
                    ),
                ),
                (
                    "kind",
                    negotiations.fields.VocabularyField(
                        default="", help_text="What sort of speech act it is."
                    ),
                ),
                ("text", negotiations.fields.ProseField(help_text="The words.", required=True)),
                (
                    "wording",
                    negotiations.fields.VocabularyField(
                        default="", help_text="How close the text is to the words."
                    ),
                ),
                (
                    "complete",
                    negotiations.fields.VocabularyField(
                        default="", help_text="Whether the text is the whole act."
                    ),
                ),
                (
                    "language",
                    negotiations.fields.CodeField(
                        default="",
                        form="^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
                        help_text="Language of the text.",
                        means="a BCP 47 language tag such as en or zh-Hans",
                    ),
                ),
                (
                    "language_original",
                    negotiations.fields.CodeField(
                        default="",
                        form="^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
                        help_text="Language in which it was said.",
                        means="a BCP 47 language tag such as ko",
                    ),
                ),
                (
                    "text_original",
                    negotiations.fields.ProseField(
                        default="", help_text="The words in the original language."
                    ),
                ),
                (
                    "rendering",
                    negotiations.fields.VocabularyField(
                        default="", help_text="How the text came out of the original language."
                    ),
                ),
                (
                    "part_of",
                    negotiations.fields.OptionalReference(
                        help_text="The speech act this is an excerpt of.",
                        related_name="excerpts",
                        to="negotiations.statement",
                    ),
                ),
                (
                    "variant_of",
                    negotiations.fields.OptionalReference(
                        help_text="The statement of which this is another rendering.",
                        related_name="variants",
                        to="negotiations.statement",
                    ),
                ),
                (
                    "relayed_by",
                    negotiations.fields.OptionalReference(
                        help_text="The party that passed it on.",
                        related_name="statements_relayed",
                        to="negotiations.party",
                    ),
                ),
                (
                    "on_record",
                    negotiations.fields.VocabularyField(
                        default="", help_text="Whether the speaker may be named."
                    ),
                ),
                (
                    "channel",
                    negotiations.fields.VocabularyField(
                        default="", help_text="Before whom it was said."
                    ),
                ),
                (
                    "made_public",
                    negotiations.fields.ImpreciseDateField(
                        help_text="When the public could know it, if later."
                    ),
                ),
                (
                    "said_at",
                    negotiations.fields.OptionalReference(
                        help_text="The event at which it was said.",
                        related_name="statements_made",
                        to="negotiations.event",
                    ),
                ),
                (
                    "reply_to",
                    negotiations.fields.OptionalReference(
                        help_text="The statement it answers.",
                        related_name="replies",
                        to="negotiations.statement",
                    ),
                ),
                (
                    "topic_note",
                    negotiations.fields.LineField(
                        default="", help_text="What it is about, in the coder's words."
                    ),
                ),
                (
                    "tone",
                    models.SmallIntegerField(
                        blank=True,
                        help_text="From -2 (hostile) to 2 (warm), by the coding rule; leave blank when in doubt.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-2),
                            django.core.validators.MaxValueValidator(2),
                        ],
                    ),
                ),
                (
                    "tenure_earliest",
                    negotiations.fields.CopiedDateField(help_text="Copied from the tenure."),
                ),
                (
                    "tenure_latest",
                    negotiations.fields.CopiedDateField(help_text="Copied from the tenure."),
                ),
                (
                    "is_root",
                    negotiations.fields.TruthField(
                        expression=models.Q(("variant_of__isnull", True)),
                        help_text="Whether it is no variant.",
                    ),
                ),
                (
                    "variant_of_root",
                    negotiations.fields.TruthField(
                        expression=models.Value(True),
                        help_text="What the statement varied must be: no variant.",
                    ),
                ),
                (
                    "search",
                    negotiations.vectors.SearchField(
                        body=("text",),
                        detail=("topic_note", "speaker_label"),
                        language="language",
                        original="text_original",
                        original_language="language_original",
                    ),
                ),
                (
                    "date_earliest",
                    negotiations.fields.BoundField(
                        end="earliest", help_text="The earliest day that date allows.", of="date"
                    ),
                ),
                (
                    "date_latest",
                    negotiations.fields.BoundField(
                        end="latest", help_text="The latest day that date allows.", of="date"
                    ),
                ),
                (
                    "made_public_earliest",
                    negotiations.fields.BoundField(
                        end="earliest",
                        help_text="The earliest day that made_public allows.",
                        of="made_public",
                    ),
                ),
                (
                    "made_public_latest",
                    negotiations.fields.BoundField(
                        end="latest",
                        help_text="The latest day that made_public allows.",
                        of="made_public",
                    ),
                ),
                (
                    "co_parties",
                    negotiations.fields.ListOfReferences(
                        blank=True,
                        help_text="The others of a joint text.",
                        related_name="joint_statements",
                        to="negotiations.party",
                    ),
                ),
                (
                    "events",
                    negotiations.fields.ListOfReferences(
                        blank=True,
                        help_text="The events it is about.",
                        related_name="statements",
                        to="negotiations.event",
                    ),
                ),
                (
                    "offers",
                    negotiations.fields.ListOfReferences(
                        blank=True,
                        help_text="The offers it is about.",
                        related_name="statements",
                        to="negotiations.offer",
                    ),
                ),
                (
                    "issues",
                    negotiations.fields.ListOfReferences(
                        blank=True,
                        help_text="The issues it is about.",
                        related_name="statements",
                        to="negotiations.issue",
                    ),
                ),
                (
                    "processes",
                    negotiations.fields.ListOfReferences(
                        blank=True,
                        help_text="The processes it belongs to.",
                        related_name="statements",
                        to="negotiations.process",
                    ),
                ),
            ],
            options={
                "ordering": ("slug",),
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("visible", True)),
                        fields=["date_earliest", "time", "seq", "date_latest", "slug"],
                        name="statement_order",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search"], name="statement_search"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("id", "is_root"),
                        name="statement_with_its_standing_as_root",
                        violation_error_message="A statement is a variant or not.",
                    ),
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=models.Q(
                            ("part_of__isnull", True),
                            models.Q(("part_of", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        field="part_of",
                        message="A statement cannot be an excerpt of itself.",
                        name="statement_part_of_another_statement",
                    ),
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=models.Q(
                            ("variant_of__isnull", True),
                            models.Q(("variant_of", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        field="variant_of",
                        message="A statement cannot be a variant of itself.",
                        name="statement_variant_of_another_statement",
                    ),
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=models.Q(
                            ("reply_to__isnull", True),
                            models.Q(("reply_to", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        field="reply_to",
                        message="A statement cannot reply to itself.",
                        name="statement_reply_to_another_statement",
                    ),
                    negotiations.rules.ComposedKey(
                        cascade=False,
                        fields=("variant_of", "variant_of_root"),
                        key="variant_of",
                        message="A variant has no variants: choose the statement itself.",
                        name="statement_variant_is_of_no_variant",
                        to_fields=("id", "is_root"),
                    ),
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=models.Q(
                            ("tenure__isnull", True), ("speaker__isnull", False), _connector="OR"
                        ),
                        field="speaker",
                        message="A statement under a tenure names the person who held it.",
                        name="statement_tenure_has_a_speaker",
                    ),
                    negotiations.rules.ComposedKey(
                        cascade=False,
                        fields=("tenure", "speaker"),
                        key="tenure",
                        message="The tenure is another person's.",
                        name="statement_tenure_is_of_its_speaker",
                        to_fields=("id", "person"),
                    ),
                    negotiations.rules.ComposedKey(
                        cascade=True,
                        fields=("tenure", "tenure_earliest", "tenure_latest"),
                        key="tenure",
                        message="The tenure's date was changed meanwhile; save again.",
                        name="statement_copies_tenure_bounds",
                        to_fields=("id", "date_earliest", "date_latest"),
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            "tenure_earliest",
                            "tenure_latest",
                            "date_earliest",
                            "date_latest",
                            function="engine.may_meet",
                        ),
                        field="tenure",
                        message="The tenure certainly did not cover the date of the statement.",
                        name="statement_is_within_its_tenure",
                    ),
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=models.Q(
                            ("tone__isnull", True),
                            models.Q(("tone__gte", -2), ("tone__lte", 2)),
                            _connector="OR",
                        ),
                        field="tone",
                        message="Tone runs from -2 to 2.",
                        name="statement_tone_is_on_the_scale",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("speaker_label"), function="engine.is_line"
                        ),
                        field="speaker_label",
                        message="The speaker label holds a control character or is not in Unicode NFC.",
                        name="statement_speaker_label_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("date_earliest__lte", models.F("date_latest"))),
                        field="date",
                        message="The date is outside the EDTF subset, or ends before it begins.",
                        name="statement_date_is_in_the_subset",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("date_note"), function="engine.is_line"
                        ),
                        field="date_note",
                        message="The date note holds a control character or is not in Unicode NFC.",
                        name="statement_date_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("time"), function="engine.is_line"
                        ),
                        field="time",
                        message="The time holds a control character or is not in Unicode NFC.",
                        name="statement_time_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("time", ""),
                            (
                                "time__regex",
                                "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])$",
                            ),
                            _connector="OR",
                        ),
                        field="time",
                        message="The time is not a time with its offset, such as 14:30+09:00.",
                        name="statement_time_is_well_formed",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "readout",
                                    "press_conference",
                                    "remarks",
                                    "official_statement",
                                    "speech",
                                    "interview",
                                    "letter",
                                    "social_post",
                                    "joint_statement",
                                    "agreement_text",
                                    "fact_sheet",
                                    "background_briefing",
                                    "commentary",
                                    "state_media",
                                    "testimony",
                                    "memoir",
                                    "parliamentary",
                                    "",
                                ],
                            )
                        ),
                        field="kind",
                        message="The kind is not one of: readout, press_conference, remarks, official_statement, speech, interview, letter, social_post, joint_statement, agreement_text, fact_sheet, background_briefing, commentary, state_media, testimony, memoir, parliamentary.",
                        name="statement_kind_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("text"), function="engine.is_prose"
                        ),
                        field="text",
                        message="The text holds a control character or is not in Unicode NFC.",
                        name="statement_text_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("text"), function="engine.is_given"
                        ),
                        field="text",
                        message="The text is empty.",
                        name="statement_text_is_given",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("wording__in", ["verbatim", "excerpts", "paraphrase", ""])
                        ),
                        field="wording",
                        message="The wording is not one of: verbatim, excerpts, paraphrase.",
                        name="statement_wording_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("complete__in", ["yes", "no", ""])),
                        field="complete",
                        message="The complete is not one of: yes, no.",
                        name="statement_complete_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("language"), function="engine.is_line"
                        ),
                        field="language",
                        message="The language holds a control character or is not in Unicode NFC.",
                        name="statement_language_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("language", ""),
                            ("language__regex", "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"),
                            _connector="OR",
                        ),
                        field="language",
                        message="The language is not a BCP 47 language tag such as en or zh-Hans.",
                        name="statement_language_is_well_formed",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("language_original"), function="engine.is_line"
                        ),
                        field="language_original",
                        message="The language original holds a control character or is not in Unicode NFC.",
                        name="statement_language_original_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("language_original", ""),
                            ("language_original__regex", "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"),
                            _connector="OR",
                        ),
                        field="language_original",
                        message="The language original is not a BCP 47 language tag such as ko.",
                        name="statement_language_original_is_well_formed",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("text_original"), function="engine.is_prose"
                        ),
                        field="text_original",
                        message="The text original holds a control character or is not in Unicode NFC.",
                        name="statement_text_original_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            (
                                "rendering__in",
                                [
                                    "original",
                                    "interpreted",
                                    "official_translation",
                                    "agency_translation",
                                    "back_translation",
                                    "unknown",
                                    "",
                                ],
                            )
                        ),
                        field="rendering",
                        message="The rendering is not one of: original, interpreted, official_translation, agency_translation, back_translation, unknown.",
                        name="statement_rendering_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("on_record__in", ["on_record", "background", "anonymous", ""])
                        ),
                        field="on_record",
                        message="The on record is not one of: on_record, background, anonymous.",
                        name="statement_on_record_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("channel__in", ["public", "closed_door", "private", "leaked", ""])
                        ),
                        field="channel",
                        message="The channel is not one of: public, closed_door, private, leaked.",
                        name="statement_channel_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("made_public_earliest__lte", models.F("made_public_latest"))
                        ),
                        field="made_public",
                        message="The made public is outside the EDTF subset, or ends before it begins.",
                        name="statement_made_public_is_in_the_subset",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("topic_note"), function="engine.is_line"
                        ),
                        field="topic_note",
                        message="The topic note holds a control character or is not in Unicode NFC.",
                        name="statement_topic_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("slug__regex", "^[a-z0-9]+(-{1,2}[a-z0-9]+)*$")),
                        field="slug",
                        message="A slug is lower-case letters and digits, joined by hyphens.",
                        name="statement_slug_is_well_formed",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("status__in", ["draft", "in_review", "published", "withdrawn"])
                        ),
                        field="status",
                        message="The status is not one of: draft, in_review, published, withdrawn.",
                        name="statement_status_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("certainty__in", ["confirmed", "stated", "reported", "inferred", ""])
                        ),
                        field="certainty",
                        message="The certainty is not one of: confirmed, stated, reported, inferred.",
                        name="statement_certainty_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("external_ids", []),
                            negotiations.fields.SqlTest(
                                models.F("external_ids"),
                                models.Value("^[a-z0-9][a-z0-9_.-]*:.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="external_ids",
                        message="The external ids hold an entry that is empty, stands twice or is not clean text, or is not an identifier such as wikidata:Q34.",
                        name="statement_external_ids_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("codes", []),
                            negotiations.fields.SqlTest(
                                models.F("codes"),
                                models.Value("^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="codes",
                        message="The codes hold an entry that is empty, stands twice or is not clean text, or is not a code such as cameo.event=0354.",
                        name="statement_codes_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("note"), function="engine.is_prose"
                        ),
                        field="note",
                        message="The note holds a control character or is not in Unicode NFC.",
                        name="statement_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("editor_note"), function="engine.is_prose"
                        ),
                        field="editor_note",
                        message="The editor note holds a control character or is not in Unicode NFC.",
                        name="statement_editor_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("withdrawn_reason"), function="engine.is_prose"
                        ),
                        field="withdrawn_reason",
                        message="The withdrawn reason holds a control character or is not in Unicode NFC.",
                        name="statement_withdrawn_reason_is_clean",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Response",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    negotiations.fields.SlugField(
                        help_text="Public identity; lower-case words and hyphens; fixed once published."
                    ),
                ),
                (
                    "status",
                    negotiations.fields.VocabularyField(
                        default="draft",
                        help_text="How far the record is on its way; only published records exist for the public.",
                        required=True,
                    ),
                ),
                (
                    "certainty",
                    negotiations.fields.VocabularyField(
                        default="",
                        help_text="How we know what the record asserts; leave blank where nothing is asserted.",
                    ),
                ),
                (
                    "external_ids",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_.-]*:.+$",
                        help_text="Identifiers in other data sets as scheme:id, one record per identifier.",
                        means="an identifier such as wikidata:Q34",
                        size=None,
                    ),
                ),
                (
                    "codes",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$",
                        help_text="Codes of other schemes as scheme.variable=value.",
                        means="a code such as cameo.event=0354",
                        size=None,
                    ),
                ),
                (
                    "note",
                    negotiations.fields.ProseField(
                        default="", help_text="For readers: what the fields cannot say."
                    ),
                ),
                (
                    "editor_note",
                    negotiations.fields.InternalField(
                        default="", help_text="For the team only; never leaves by a public door."
                    ),
                ),
                (
                    "withdrawn_reason",
                    negotiations.fields.InternalField(
                        default="",
                        help_text="Why the record was withdrawn; shown on its tombstone.",
                    ),
                ),
                (
                    "created_at",
                    negotiations.fields.StampField(help_text="When the record was first entered."),
                ),
                (
                    "updated_at",
                    negotiations.fields.StampField(
                        help_text="When a field of the record last changed."
                    ),
                ),
                (
                    "version",
                    negotiations.fields.VersionField(
                        help_text="Grows with each change; carries the lock against lost updates."
                    ),
                ),
                (
                    "visible",
                    negotiations.fields.VisibleField(
                        help_text="Whether the public sees it: published, and so is all it cannot do without."
                    ),
                ),
                (
                    "according_to_party",
                    negotiations.fields.OptionalReference(
                        help_text="The party whose telling this is.",
                        related_name="+",
                        to="negotiations.party",
                    ),
                ),
                (
                    "according_to_person",
                    negotiations.fields.OptionalReference(
                        help_text="The person whose telling this is.",
                        related_name="+",
                        to="negotiations.person",
                    ),
                ),
                (
                    "according_to_source",
                    negotiations.fields.OptionalReference(
                        help_text="The source whose telling this is.",
                        related_name="+",
                        to="negotiations.source",
                    ),
                ),
                (
                    "offer",
                    negotiations.fields.ReferenceField(
                        help_text="The offer answered: the root, unless one telling is denied.",
                        related_name="responses",
                        to="negotiations.offer",
                    ),
                ),
                (
                    "party",
                    negotiations.fields.ReferenceField(
                        help_text="Who answers.", related_name="responses", to="negotiations.party"
                    ),
                ),
                (
                    "kind",
                    negotiations.fields.VocabularyField(
                        default="", help_text="What the answer is."
                    ),
                ),
                (
                    "condition",
                    negotiations.fields.ProseField(
                        default="", help_text="The condition the answer makes."
                    ),
                ),
                ("date", negotiations.fields.ImpreciseDateField(help_text="When it was given.")),
                (
                    "date_note",
                    negotiations.fields.LineField(
                        default="", help_text="The source's words about the date."
                    ),
                ),
                (
                    "time",
                    negotiations.fields.CodeField(
                        default="",
                        form="^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])$",
                        help_text="Local time, with its offset.",
                        means="a time with its offset, such as 14:30+09:00",
                    ),
                ),
                (
                    "seq",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Order within the day, where only that is known.",
                        null=True,
                    ),
                ),
                (
                    "event",
                    negotiations.fields.OptionalReference(
                        help_text="The event at which or by which it was given.",
                        related_name="responses",
                        to="negotiations.event",
                    ),
                ),
                (
                    "statement",
                    negotiations.fields.OptionalReference(
                        help_text="The words in which it was given.",
                        related_name="responses",
                        to="negotiations.statement",
                    ),
                ),
                (
                    "counter_offer",
                    negotiations.fields.OptionalReference(
                        help_text="The offer made in its place.",
                        related_name="made_in_responses",
                        to="negotiations.offer",
                    ),
                ),
                (
                    "relayed_by",
                    negotiations.fields.OptionalReference(
                        help_text="The party that carried it.",
                        related_name="responses_relayed",
                        to="negotiations.party",
                    ),
                ),
                (
                    "summary",
                    negotiations.fields.ProseField(
                        default="", help_text="The answer in a sentence of one's own."
                    ),
                ),
                (
                    "search",
                    negotiations.vectors.SearchField(
                        body=("summary",), detail=("condition", "date_note")
                    ),
                ),
                (
                    "date_earliest",
                    negotiations.fields.BoundField(
                        end="earliest", help_text="The earliest day that date allows.", of="date"
                    ),
                ),
                (
                    "date_latest",
                    negotiations.fields.BoundField(
                        end="latest", help_text="The latest day that date allows.", of="date"
                    ),
                ),
                (
                    "terms",
                    negotiations.fields.ListOfReferences(
                        blank=True,
                        help_text="The terms it answers; leave blank for the whole.",
                        related_name="responses",
                        to="negotiations.term",
                    ),
                ),
            ],
            options={
                "ordering": ("slug",),
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("visible", True)),
                        fields=["date_earliest", "time", "seq", "date_latest", "slug"],
                        name="response_order",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search"], name="response_search"
                    ),
                ],
                "constraints": [
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=models.Q(
                            models.Q(
                                ("according_to_party__isnull", True),
                                ("according_to_person__isnull", True),
                                ("according_to_source__isnull", True),
                            ),
                            models.Q(
                                ("according_to_party__isnull", False),
                                ("according_to_person__isnull", True),
                                ("according_to_source__isnull", True),
                            ),
                            models.Q(
                                ("according_to_party__isnull", True),
                                ("according_to_person__isnull", False),
                                ("according_to_source__isnull", True),
                            ),
                            models.Q(
                                ("according_to_party__isnull", True),
                                ("according_to_person__isnull", True),
                                ("according_to_source__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        field="according_to",
                        message="A telling is according to one party, person or source.",
                        name="response_is_told_by_one",
                    ),
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=models.Q(
                            ("counter_offer__isnull", True),
                            models.Q(("counter_offer", models.F("offer")), _negated=True),
                            _connector="OR",
                        ),
                        field="counter_offer",
                        message="A counter-offer is another offer than the one answered.",
                        name="response_counters_with_another_offer",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "accepts",
                                    "accepts_in_principle",
                                    "accepts_with_conditions",
                                    "partial",
                                    "counters",
                                    "welcomes",
                                    "defers",
                                    "studies",
                                    "rejects",
                                    "vetoes",
                                    "abstains",
                                    "no_reply",
                                    "complies",
                                    "defies",
                                    "denies_offer",
                                    "disputes_account",
                                    "withdraws_offer",
                                    "withdraws_acceptance",
                                    "ambiguous",
                                    "",
                                ],
                            )
                        ),
                        field="kind",
                        message="The kind is not one of: accepts, accepts_in_principle, accepts_with_conditions, partial, counters, welcomes, defers, studies, rejects, vetoes, abstains, no_reply, complies, defies, denies_offer, disputes_account, withdraws_offer, withdraws_acceptance, ambiguous.",
                        name="response_kind_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("condition"), function="engine.is_prose"
                        ),
                        field="condition",
                        message="The condition holds a control character or is not in Unicode NFC.",
                        name="response_condition_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("date_earliest__lte", models.F("date_latest"))),
                        field="date",
                        message="The date is outside the EDTF subset, or ends before it begins.",
                        name="response_date_is_in_the_subset",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("date_note"), function="engine.is_line"
                        ),
                        field="date_note",
                        message="The date note holds a control character or is not in Unicode NFC.",
                        name="response_date_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("time"), function="engine.is_line"
                        ),
                        field="time",
                        message="The time holds a control character or is not in Unicode NFC.",
                        name="response_time_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("time", ""),
                            (
                                "time__regex",
                                "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])$",
                            ),
                            _connector="OR",
                        ),
                        field="time",
                        message="The time is not a time with its offset, such as 14:30+09:00.",
                        name="response_time_is_well_formed",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("summary"), function="engine.is_prose"
                        ),
                        field="summary",
                        message="The summary holds a control character or is not in Unicode NFC.",
                        name="response_summary_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("slug__regex", "^[a-z0-9]+(-{1,2}[a-z0-9]+)*$")),
                        field="slug",
                        message="A slug is lower-case letters and digits, joined by hyphens.",
                        name="response_slug_is_well_formed",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("status__in", ["draft", "in_review", "published", "withdrawn"])
                        ),
                        field="status",
                        message="The status is not one of: draft, in_review, published, withdrawn.",
                        name="response_status_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("certainty__in", ["confirmed", "stated", "reported", "inferred", ""])
                        ),
                        field="certainty",
                        message="The certainty is not one of: confirmed, stated, reported, inferred.",
                        name="response_certainty_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("external_ids", []),
                            negotiations.fields.SqlTest(
                                models.F("external_ids"),
                                models.Value("^[a-z0-9][a-z0-9_.-]*:.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="external_ids",
                        message="The external ids hold an entry that is empty, stands twice or is not clean text, or is not an identifier such as wikidata:Q34.",
                        name="response_external_ids_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("codes", []),
                            negotiations.fields.SqlTest(
                                models.F("codes"),
                                models.Value("^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="codes",
                        message="The codes hold an entry that is empty, stands twice or is not clean text, or is not a code such as cameo.event=0354.",
                        name="response_codes_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("note"), function="engine.is_prose"
                        ),
                        field="note",
                        message="The note holds a control character or is not in Unicode NFC.",
                        name="response_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("editor_note"), function="engine.is_prose"
                        ),
                        field="editor_note",
                        message="The editor note holds a control character or is not in Unicode NFC.",
                        name="response_editor_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("withdrawn_reason"), function="engine.is_prose"
                        ),
                        field="withdrawn_reason",
                        message="The withdrawn reason holds a control character or is not in Unicode NFC.",
                        name="response_withdrawn_reason_is_clean",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    negotiations.fields.SlugField(
                        help_text="Public identity; lower-case words and hyphens; fixed once published."
                    ),
                ),
                (
                    "status",
                    negotiations.fields.VocabularyField(
                        default="draft",
                        help_text="How far the record is on its way; only published records exist for the public.",
                        required=True,
                    ),
                ),
                (
                    "certainty",
                    negotiations.fields.VocabularyField(
                        default="",
                        help_text="How we know what the record asserts; leave blank where nothing is asserted.",
                    ),
                ),
                (
                    "external_ids",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_.-]*:.+$",
                        help_text="Identifiers in other data sets as scheme:id, one record per identifier.",
                        means="an identifier such as wikidata:Q34",
                        size=None,
                    ),
                ),
                (
                    "codes",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$",
                        help_text="Codes of other schemes as scheme.variable=value.",
                        means="a code such as cameo.event=0354",
                        size=None,
                    ),
                ),
                (
                    "note",
                    negotiations.fields.ProseField(
                        default="", help_text="For readers: what the fields cannot say."
                    ),
                ),
                (
                    "editor_note",
                    negotiations.fields.InternalField(
                        default="", help_text="For the team only; never leaves by a public door."
                    ),
                ),
                (
                    "withdrawn_reason",
                    negotiations.fields.InternalField(
                        default="",
                        help_text="Why the record was withdrawn; shown on its tombstone.",
                    ),
                ),
                (
                    "created_at",
                    negotiations.fields.StampField(help_text="When the record was first entered."),
                ),
                (
                    "updated_at",
                    negotiations.fields.StampField(
                        help_text="When a field of the record last changed."
                    ),
                ),
                (
                    "version",
                    negotiations.fields.VersionField(
                        help_text="Grows with each change; carries the lock against lost updates."
                    ),
                ),
                (
                    "visible",
                    negotiations.fields.VisibleField(
                        help_text="Whether the public sees it: published, and so is all it cannot do without."
                    ),
                ),
                (
                    "title",
                    negotiations.fields.LineField(
                        help_text="The name of the agreement.", required=True
                    ),
                ),
                (
                    "kind",
                    negotiations.fields.VocabularyField(
                        default="", help_text="What sort of agreement it is."
                    ),
                ),
                (
                    "event",
                    negotiations.fields.OptionalReference(
                        help_text="Its signing.", related_name="agreements", to="negotiations.event"
                    ),
                ),
                (
                    "date",
                    negotiations.fields.ImpreciseDateField(help_text="When it was concluded."),
                ),
                (
                    "date_note",
                    negotiations.fields.LineField(
                        default="", help_text="The source's words about the date."
                    ),
                ),
                (
                    "ended",
                    negotiations.fields.ImpreciseDateField(help_text="When it ceased to hold."),
                ),
                (
                    "renews",
                    negotiations.fields.OptionalReference(
                        help_text="The agreement it renews.",
                        related_name="renewals",
                        to="negotiations.agreement",
                    ),
                ),
                (
                    "replaces",
                    negotiations.fields.OptionalReference(
                        help_text="The agreement it takes the place of.",
                        related_name="replacements",
                        to="negotiations.agreement",
                    ),
                ),
                (
                    "search",
                    negotiations.vectors.SearchField(detail=("date_note",), names=("title",)),
                ),
                (
                    "date_earliest",
                    negotiations.fields.BoundField(
                        end="earliest", help_text="The earliest day that date allows.", of="date"
                    ),
                ),
                (
                    "date_latest",
                    negotiations.fields.BoundField(
                        end="latest", help_text="The latest day that date allows.", of="date"
                    ),
                ),
                (
                    "ended_earliest",
                    negotiations.fields.BoundField(
                        end="earliest", help_text="The earliest day that ended allows.", of="ended"
                    ),
                ),
                (
                    "ended_latest",
                    negotiations.fields.BoundField(
                        end="latest", help_text="The latest day that ended allows.", of="ended"
                    ),
                ),
                (
                    "processes",
                    negotiations.fields.ListOfReferences(
                        blank=True,
                        help_text="The processes it belongs to.",
                        related_name="agreements",
                        to="negotiations.process",
                    ),
                ),
                (
                    "parties",
                    negotiations.fields.ListOfReferences(
                        blank=True,
                        help_text="Who concluded it.",
                        related_name="agreements",
                        to="negotiations.party",
                    ),
                ),
                (
                    "guarantors",
                    negotiations.fields.ListOfReferences(
                        blank=True,
                        help_text="Who vouches for it.",
                        related_name="agreements_guaranteed",
                        to="negotiations.party",
                    ),
                ),
                (
                    "offers",
                    negotiations.fields.ListOfReferences(
                        blank=True,
                        help_text="The offers that led to it.",
                        related_name="agreements",
                        to="negotiations.offer",
                    ),
                ),
                (
                    "texts",
                    negotiations.fields.ListOfReferences(
                        blank=True,
                        help_text="Its words.",
                        related_name="agreements",
                        to="negotiations.statement",
                    ),
                ),
                (
                    "issues_absent",
                    negotiations.fields.ListOfReferences(
                        blank=True,
                        help_text="Issues known not to be in it.",
                        related_name="agreements_without_it",
                        to="negotiations.issue",
                    ),
                ),
            ],
            options={
                "ordering": ("slug",),
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("visible", True)),
                        fields=["date_earliest", "date_latest", "slug"],
                        name="agreement_order",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search"], name="agreement_search"
                    ),
                ],
                "constraints": [
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=models.Q(
                            ("renews__isnull", True),
                            models.Q(("renews", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        field="renews",
                        message="An agreement cannot renew itself.",
                        name="agreement_renews_another_agreement",
                    ),
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=models.Q(
                            ("replaces__isnull", True),
                            models.Q(("replaces", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        field="replaces",
                        message="An agreement cannot replace itself.",
                        name="agreement_replaces_another_agreement",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("title"), function="engine.is_line"
                        ),
                        field="title",
                        message="The title holds a control character or is not in Unicode NFC.",
                        name="agreement_title_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("title"), function="engine.is_given"
                        ),
                        field="title",
                        message="The title is empty.",
                        name="agreement_title_is_given",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "joint_statement",
                                    "framework",
                                    "interim",
                                    "communique",
                                    "action_plan",
                                    "protocol",
                                    "ceasefire",
                                    "peace_agreement",
                                    "treaty",
                                    "resolution",
                                    "exchange_of_letters",
                                    "parallel_statements",
                                    "understanding",
                                    "",
                                ],
                            )
                        ),
                        field="kind",
                        message="The kind is not one of: joint_statement, framework, interim, communique, action_plan, protocol, ceasefire, peace_agreement, treaty, resolution, exchange_of_letters, parallel_statements, understanding.",
                        name="agreement_kind_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("date_earliest__lte", models.F("date_latest"))),
                        field="date",
                        message="The date is outside the EDTF subset, or ends before it begins.",
                        name="agreement_date_is_in_the_subset",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("date_note"), function="engine.is_line"
                        ),
                        field="date_note",
                        message="The date note holds a control character or is not in Unicode NFC.",
                        name="agreement_date_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("ended_earliest__lte", models.F("ended_latest"))),
                        field="ended",
                        message="The ended is outside the EDTF subset, or ends before it begins.",
                        name="agreement_ended_is_in_the_subset",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("slug__regex", "^[a-z0-9]+(-{1,2}[a-z0-9]+)*$")),
                        field="slug",
                        message="A slug is lower-case letters and digits, joined by hyphens.",
                        name="agreement_slug_is_well_formed",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("status__in", ["draft", "in_review", "published", "withdrawn"])
                        ),
                        field="status",
                        message="The status is not one of: draft, in_review, published, withdrawn.",
                        name="agreement_status_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("certainty__in", ["confirmed", "stated", "reported", "inferred", ""])
                        ),
                        field="certainty",
                        message="The certainty is not one of: confirmed, stated, reported, inferred.",
                        name="agreement_certainty_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("external_ids", []),
                            negotiations.fields.SqlTest(
                                models.F("external_ids"),
                                models.Value("^[a-z0-9][a-z0-9_.-]*:.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="external_ids",
                        message="The external ids hold an entry that is empty, stands twice or is not clean text, or is not an identifier such as wikidata:Q34.",
                        name="agreement_external_ids_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("codes", []),
                            negotiations.fields.SqlTest(
                                models.F("codes"),
                                models.Value("^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="codes",
                        message="The codes hold an entry that is empty, stands twice or is not clean text, or is not a code such as cameo.event=0354.",
                        name="agreement_codes_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("note"), function="engine.is_prose"
                        ),
                        field="note",
                        message="The note holds a control character or is not in Unicode NFC.",
                        name="agreement_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("editor_note"), function="engine.is_prose"
                        ),
                        field="editor_note",
                        message="The editor note holds a control character or is not in Unicode NFC.",
                        name="agreement_editor_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("withdrawn_reason"), function="engine.is_prose"
                        ),
                        field="withdrawn_reason",
                        message="The withdrawn reason holds a control character or is not in Unicode NFC.",
                        name="agreement_withdrawn_reason_is_clean",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Commitment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    negotiations.fields.SlugField(
                        help_text="Public identity; lower-case words and hyphens; fixed once published."
                    ),
                ),
                (
                    "status",
                    negotiations.fields.VocabularyField(
                        default="draft",
                        help_text="How far the record is on its way; only published records exist for the public.",
                        required=True,
                    ),
                ),
                (
                    "certainty",
                    negotiations.fields.VocabularyField(
                        default="",
                        help_text="How we know what the record asserts; leave blank where nothing is asserted.",
                    ),
                ),
                (
                    "external_ids",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_.-]*:.+$",
                        help_text="Identifiers in other data sets as scheme:id, one record per identifier.",
                        means="an identifier such as wikidata:Q34",
                        size=None,
                    ),
                ),
                (
                    "codes",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$",
                        help_text="Codes of other schemes as scheme.variable=value.",
                        means="a code such as cameo.event=0354",
                        size=None,
                    ),
                ),
                (
                    "note",
                    negotiations.fields.ProseField(
                        default="", help_text="For readers: what the fields cannot say."
                    ),
                ),
                (
                    "editor_note",
                    negotiations.fields.InternalField(
                        default="", help_text="For the team only; never leaves by a public door."
                    ),
                ),
                (
                    "withdrawn_reason",
                    negotiations.fields.InternalField(
                        default="",
                        help_text="Why the record was withdrawn; shown on its tombstone.",
                    ),
                ),
                (
                    "created_at",
                    negotiations.fields.StampField(help_text="When the record was first entered."),
                ),
                (
                    "updated_at",
                    negotiations.fields.StampField(
                        help_text="When a field of the record last changed."
                    ),
                ),
                (
                    "version",
                    negotiations.fields.VersionField(
                        help_text="Grows with each change; carries the lock against lost updates."
                    ),
                ),
                (
                    "visible",
                    negotiations.fields.VisibleField(
                        help_text="Whether the public sees it: published, and so is all it cannot do without."
                    ),
                ),
                (
                    "according_to_party",
                    negotiations.fields.OptionalReference(
                        help_text="The party whose telling this is.",
                        related_name="+",
                        to="negotiations.party",
                    ),
                ),
                (
                    "according_to_person",
                    negotiations.fields.OptionalReference(
                        help_text="The person whose telling this is.",
                        related_name="+",
                        to="negotiations.person",
                    ),
                ),
                (
                    "according_to_source",
                    negotiations.fields.OptionalReference(
                        help_text="The source whose telling this is.",
                        related_name="+",
                        to="negotiations.source",
                    ),
                ),
                (
                    "agreement",
                    negotiations.fields.ReferenceField(
                        help_text="The agreement it stands in.",
                        related_name="commitments",
                        to="negotiations.agreement",
                    ),
                ),
                (
                    "ordinal",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="Its place in the agreement, from 1.", null=True
                    ),
                ),
                (
                    "actor",
                    negotiations.fields.OptionalReference(
                        help_text="Who is bound.",
                        related_name="commitments",
                        to="negotiations.party",
                    ),
                ),
                (
                    "beneficiary",
                    negotiations.fields.OptionalReference(
                        help_text="For whose benefit.",
                        related_name="commitments_to_receive",
                        to="negotiations.party",
                    ),
                ),
                (
                    "issue",
                    negotiations.fields.OptionalReference(
                        help_text="What it is about.",
                        related_name="commitments",
                        to="negotiations.issue",
                    ),
                ),
                (
                    "action",
                    negotiations.fields.ProseField(
                        help_text="What is to be done, in one's own words.", required=True
                    ),
                ),
                (
                    "quantity",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="How much, at least.",
                        max_digits=20,
                        null=True,
                    ),
                ),
                (
                    "quantity_max",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="How much, at most.",
                        max_digits=20,
                        null=True,
                    ),
                ),
                (
                    "unit",
                    negotiations.fields.LineField(
                        default="", help_text="The unit of the quantity."
                    ),
                ),
                (
                    "amount_text",
                    negotiations.fields.LineField(
                        default="", help_text="The amount in the source's words."
                    ),
                ),
                (
                    "duration",
                    negotiations.fields.DurationField(
                        help_text="For how long, as ISO 8601, such as P3Y."
                    ),
                ),
                ("deadline", negotiations.fields.ImpreciseDateField(help_text="By when.")),
                (
                    "condition",
                    negotiations.fields.ProseField(default="", help_text="On what condition."),
                ),
                (
                    "depends_on",
                    negotiations.fields.OptionalReference(
                        help_text="The commitment of the same agreement it depends on.",
                        related_name="dependants",
                        to="negotiations.commitment",
                    ),
                ),
                (
                    "variant_of",
                    negotiations.fields.OptionalReference(
                        help_text="The commitment of which this is one side's telling.",
                        related_name="variants",
                        to="negotiations.commitment",
                    ),
                ),
                (
                    "is_root",
                    negotiations.fields.TruthField(
                        expression=models.Q(("variant_of__isnull", True)),
                        help_text="Whether it is no variant.",
                    ),
                ),
                (
                    "variant_of_root",
                    negotiations.fields.TruthField(
                        expression=models.Value(True),
                        help_text="What the commitment varied must be: no variant.",
                    ),
                ),
                (
                    "search",
                    negotiations.vectors.SearchField(
                        body=("action",), detail=("condition", "amount_text")
                    ),
                ),
                (
                    "deadline_earliest",
                    negotiations.fields.BoundField(
                        end="earliest",
                        help_text="The earliest day that deadline allows.",
                        of="deadline",
                    ),
                ),
                (
                    "deadline_latest",
                    negotiations.fields.BoundField(
                        end="latest",
                        help_text="The latest day that deadline allows.",
                        of="deadline",
                    ),
                ),
            ],
            options={
                "ordering": ("slug",),
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("visible", True)),
                        fields=["deadline_earliest", "deadline_latest", "slug"],
                        name="commitment_order",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search"], name="commitment_search"
                    ),
                ],
                "constraints": [
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=models.Q(
                            models.Q(
                                ("according_to_party__isnull", True),
                                ("according_to_person__isnull", True),
                                ("according_to_source__isnull", True),
                            ),
                            models.Q(
                                ("according_to_party__isnull", False),
                                ("according_to_person__isnull", True),
                                ("according_to_source__isnull", True),
                            ),
                            models.Q(
                                ("according_to_party__isnull", True),
                                ("according_to_person__isnull", False),
                                ("according_to_source__isnull", True),
                            ),
                            models.Q(
                                ("according_to_party__isnull", True),
                                ("according_to_person__isnull", True),
                                ("according_to_source__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        field="according_to",
                        message="A telling is according to one party, person or source.",
                        name="commitment_is_told_by_one",
                    ),
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=models.Q(
                            models.Q(("quantity__isnull", True), ("quantity_max__isnull", True)),
                            models.Q(("unit", ""), _negated=True),
                            _connector="OR",
                        ),
                        field="unit",
                        message="A quantity needs a unit.",
                        name="commitment_quantity_has_a_unit",
                    ),
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=models.Q(
                            ("quantity__isnull", True),
                            ("quantity_max__isnull", True),
                            ("quantity_max__gte", models.F("quantity")),
                            _connector="OR",
                        ),
                        field="quantity_max",
                        message="The highest quantity is not below the lowest.",
                        name="commitment_quantity_max_is_a_maximum",
                    ),
                    models.UniqueConstraint(
                        fields=("id", "agreement"),
                        name="commitment_with_its_agreement",
                        violation_error_message="A commitment belongs to one agreement.",
                    ),
                    models.UniqueConstraint(
                        fields=("id", "is_root"),
                        name="commitment_with_its_standing_as_root",
                        violation_error_message="A commitment is a variant or not.",
                    ),
                    negotiations.rules.ComposedKey(
                        cascade=False,
                        fields=("depends_on", "agreement"),
                        key="depends_on",
                        message="A commitment depends only on one of the same agreement.",
                        name="commitment_depends_on_one_of_its_agreement",
                        to_fields=("id", "agreement"),
                    ),
                    negotiations.rules.ComposedKey(
                        cascade=False,
                        fields=("variant_of", "variant_of_root"),
                        key="variant_of",
                        message="A variant has no variants: choose the commitment itself.",
                        name="commitment_variant_is_of_no_variant",
                        to_fields=("id", "is_root"),
                    ),
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=models.Q(
                            ("depends_on__isnull", True),
                            models.Q(("depends_on", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        field="depends_on",
                        message="A commitment cannot depend on itself.",
                        name="commitment_depends_on_another_commitment",
                    ),
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=models.Q(
                            ("variant_of__isnull", True),
                            models.Q(("variant_of", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        field="variant_of",
                        message="A commitment cannot be a variant of itself.",
                        name="commitment_variant_of_another_commitment",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("action"), function="engine.is_prose"
                        ),
                        field="action",
                        message="The action holds a control character or is not in Unicode NFC.",
                        name="commitment_action_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("action"), function="engine.is_given"
                        ),
                        field="action",
                        message="The action is empty.",
                        name="commitment_action_is_given",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("unit"), function="engine.is_line"
                        ),
                        field="unit",
                        message="The unit holds a control character or is not in Unicode NFC.",
                        name="commitment_unit_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("amount_text"), function="engine.is_line"
                        ),
                        field="amount_text",
                        message="The amount text holds a control character or is not in Unicode NFC.",
                        name="commitment_amount_text_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("duration", ""),
                            negotiations.fields.SqlTest(
                                models.F("duration"), function="engine.is_duration"
                            ),
                            _connector="OR",
                        ),
                        field="duration",
                        message="The duration is not an ISO 8601 duration such as P3Y, or is zero.",
                        name="commitment_duration_is_a_duration",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("deadline_earliest__lte", models.F("deadline_latest"))),
                        field="deadline",
                        message="The deadline is outside the EDTF subset, or ends before it begins.",
                        name="commitment_deadline_is_in_the_subset",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("condition"), function="engine.is_prose"
                        ),
                        field="condition",
                        message="The condition holds a control character or is not in Unicode NFC.",
                        name="commitment_condition_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("slug__regex", "^[a-z0-9]+(-{1,2}[a-z0-9]+)*$")),
                        field="slug",
                        message="A slug is lower-case letters and digits, joined by hyphens.",
                        name="commitment_slug_is_well_formed",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("status__in", ["draft", "in_review", "published", "withdrawn"])
                        ),
                        field="status",
                        message="The status is not one of: draft, in_review, published, withdrawn.",
                        name="commitment_status_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("certainty__in", ["confirmed", "stated", "reported", "inferred", ""])
                        ),
                        field="certainty",
                        message="The certainty is not one of: confirmed, stated, reported, inferred.",
                        name="commitment_certainty_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("external_ids", []),
                            negotiations.fields.SqlTest(
                                models.F("external_ids"),
                                models.Value("^[a-z0-9][a-z0-9_.-]*:.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="external_ids",
                        message="The external ids hold an entry that is empty, stands twice or is not clean text, or is not an identifier such as wikidata:Q34.",
                        name="commitment_external_ids_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("codes", []),
                            negotiations.fields.SqlTest(
                                models.F("codes"),
                                models.Value("^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="codes",
                        message="The codes hold an entry that is empty, stands twice or is not clean text, or is not a code such as cameo.event=0354.",
                        name="commitment_codes_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("note"), function="engine.is_prose"
                        ),
                        field="note",
                        message="The note holds a control character or is not in Unicode NFC.",
                        name="commitment_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("editor_note"), function="engine.is_prose"
                        ),
                        field="editor_note",
                        message="The editor note holds a control character or is not in Unicode NFC.",
                        name="commitment_editor_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("withdrawn_reason"), function="engine.is_prose"
                        ),
                        field="withdrawn_reason",
                        message="The withdrawn reason holds a control character or is not in Unicode NFC.",
                        name="commitment_withdrawn_reason_is_clean",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Fulfilment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    negotiations.fields.SlugField(
                        help_text="Public identity; lower-case words and hyphens; fixed once published."
                    ),
                ),
                (
                    "status",
                    negotiations.fields.VocabularyField(
                        default="draft",
                        help_text="How far the record is on its way; only published records exist for the public.",
                        required=True,
                    ),
                ),
                (
                    "certainty",
                    negotiations.fields.VocabularyField(
                        default="",
                        help_text="How we know what the record asserts; leave blank where nothing is asserted.",
                    ),
                ),
                (
                    "external_ids",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_.-]*:.+$",
                        help_text="Identifiers in other data sets as scheme:id, one record per identifier.",
                        means="an identifier such as wikidata:Q34",
                        size=None,
                    ),
                ),
                (
                    "codes",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$",
                        help_text="Codes of other schemes as scheme.variable=value.",
                        means="a code such as cameo.event=0354",
                        size=None,
                    ),
                ),
                (
                    "note",
                    negotiations.fields.ProseField(
                        default="", help_text="For readers: what the fields cannot say."
                    ),
                ),
                (
                    "editor_note",
                    negotiations.fields.InternalField(
                        default="", help_text="For the team only; never leaves by a public door."
                    ),
                ),
                (
                    "withdrawn_reason",
                    negotiations.fields.InternalField(
                        default="",
                        help_text="Why the record was withdrawn; shown on its tombstone.",
                    ),
                ),
                (
                    "created_at",
                    negotiations.fields.StampField(help_text="When the record was first entered."),
                ),
                (
                    "updated_at",
                    negotiations.fields.StampField(
                        help_text="When a field of the record last changed."
                    ),
                ),
                (
                    "version",
                    negotiations.fields.VersionField(
                        help_text="Grows with each change; carries the lock against lost updates."
                    ),
                ),
                (
                    "visible",
                    negotiations.fields.VisibleField(
                        help_text="Whether the public sees it: published, and so is all it cannot do without."
                    ),
                ),
                (
                    "according_to_party",
                    negotiations.fields.OptionalReference(
                        help_text="The party whose telling this is.",
                        related_name="+",
                        to="negotiations.party",
                    ),
                ),
                (
                    "according_to_person",
                    negotiations.fields.OptionalReference(
                        help_text="The person whose telling this is.",
                        related_name="+",
                        to="negotiations.person",
                    ),
                ),
                (
                    "according_to_source",
                    negotiations.fields.OptionalReference(
                        help_text="The source whose telling this is.",
                        related_name="+",
                        to="negotiations.source",
                    ),
                ),
                (
                    "commitment",
                    negotiations.fields.TargetReference(
                        help_text="The commitment kept or broken.",
                        related_name="fulfilments",
                        to="negotiations.commitment",
                    ),
                ),
                (
                    "term",
                    negotiations.fields.TargetReference(
                        help_text="The term of a promise made alone.",
                        related_name="fulfilments",
                        to="negotiations.term",
                    ),
                ),
                ("date", negotiations.fields.ImpreciseDateField(help_text="When this was so.")),
                (
                    "date_note",
                    negotiations.fields.LineField(
                        default="", help_text="The source's words about the date."
                    ),
                ),
                (
                    "level",
                    negotiations.fields.VocabularyField(
                        default="", help_text="How far it was kept."
                    ),
                ),
                (
                    "event",
                    negotiations.fields.OptionalReference(
                        help_text="The event by which it was kept or broken.",
                        related_name="fulfilments",
                        to="negotiations.event",
                    ),
                ),
                (
                    "date_earliest",
                    negotiations.fields.BoundField(
                        end="earliest", help_text="The earliest day that date allows.", of="date"
                    ),
                ),
                (
                    "date_latest",
                    negotiations.fields.BoundField(
                        end="latest", help_text="The latest day that date allows.", of="date"
                    ),
                ),
            ],
            options={
                "ordering": ("slug",),
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("visible", True)),
                        fields=["date_earliest", "date_latest", "slug"],
                        name="fulfilment_order",
                    )
                ],
                "constraints": [
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=models.Q(
                            models.Q(
                                ("according_to_party__isnull", True),
                                ("according_to_person__isnull", True),
                                ("according_to_source__isnull", True),
                            ),
                            models.Q(
                                ("according_to_party__isnull", False),
                                ("according_to_person__isnull", True),
                                ("according_to_source__isnull", True),
                            ),
                            models.Q(
                                ("according_to_party__isnull", True),
                                ("according_to_person__isnull", False),
                                ("according_to_source__isnull", True),
                            ),
                            models.Q(
                                ("according_to_party__isnull", True),
                                ("according_to_person__isnull", True),
                                ("according_to_source__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        field="according_to",
                        message="A telling is according to one party, person or source.",
                        name="fulfilment_is_told_by_one",
                    ),
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=models.Q(
                            models.Q(("commitment__isnull", False), ("term__isnull", True)),
                            models.Q(("commitment__isnull", True), ("term__isnull", False)),
                            _connector="OR",
                        ),
                        field="target",
                        message="A fulfilment is of exactly one commitment or term.",
                        name="fulfilment_has_one_target",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("date_earliest__lte", models.F("date_latest"))),
                        field="date",
                        message="The date is outside the EDTF subset, or ends before it begins.",
                        name="fulfilment_date_is_in_the_subset",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("date_note"), function="engine.is_line"
                        ),
                        field="date_note",
                        message="The date note holds a control character or is not in Unicode NFC.",
                        name="fulfilment_date_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            (
                                "level__in",
                                ["0", "1", "2", "3", "suspended", "breached", "renounced", ""],
                            )
                        ),
                        field="level",
                        message="The level is not one of: 0, 1, 2, 3, suspended, breached, renounced.",
                        name="fulfilment_level_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("slug__regex", "^[a-z0-9]+(-{1,2}[a-z0-9]+)*$")),
                        field="slug",
                        message="A slug is lower-case letters and digits, joined by hyphens.",
                        name="fulfilment_slug_is_well_formed",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("status__in", ["draft", "in_review", "published", "withdrawn"])
                        ),
                        field="status",
                        message="The status is not one of: draft, in_review, published, withdrawn.",
                        name="fulfilment_status_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("certainty__in", ["confirmed", "stated", "reported", "inferred", ""])
                        ),
                        field="certainty",
                        message="The certainty is not one of: confirmed, stated, reported, inferred.",
                        name="fulfilment_certainty_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("external_ids", []),
                            negotiations.fields.SqlTest(
                                models.F("external_ids"),
                                models.Value("^[a-z0-9][a-z0-9_.-]*:.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="external_ids",
                        message="The external ids hold an entry that is empty, stands twice or is not clean text, or is not an identifier such as wikidata:Q34.",
                        name="fulfilment_external_ids_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("codes", []),
                            negotiations.fields.SqlTest(
                                models.F("codes"),
                                models.Value("^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="codes",
                        message="The codes hold an entry that is empty, stands twice or is not clean text, or is not a code such as cameo.event=0354.",
                        name="fulfilment_codes_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("note"), function="engine.is_prose"
                        ),
                        field="note",
                        message="The note holds a control character or is not in Unicode NFC.",
                        name="fulfilment_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("editor_note"), function="engine.is_prose"
                        ),
                        field="editor_note",
                        message="The editor note holds a control character or is not in Unicode NFC.",
                        name="fulfilment_editor_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("withdrawn_reason"), function="engine.is_prose"
                        ),
                        field="withdrawn_reason",
                        message="The withdrawn reason holds a control character or is not in Unicode NFC.",
                        name="fulfilment_withdrawn_reason_is_clean",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Point",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    negotiations.fields.SlugField(
                        help_text="Public identity; lower-case words and hyphens; fixed once published."
                    ),
                ),
                (
                    "status",
                    negotiations.fields.VocabularyField(
                        default="draft",
                        help_text="How far the record is on its way; only published records exist for the public.",
                        required=True,
                    ),
                ),
                (
                    "certainty",
                    negotiations.fields.VocabularyField(
                        default="",
                        help_text="How we know what the record asserts; leave blank where nothing is asserted.",
                    ),
                ),
                (
                    "external_ids",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_.-]*:.+$",
                        help_text="Identifiers in other data sets as scheme:id, one record per identifier.",
                        means="an identifier such as wikidata:Q34",
                        size=None,
                    ),
                ),
                (
                    "codes",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$",
                        help_text="Codes of other schemes as scheme.variable=value.",
                        means="a code such as cameo.event=0354",
                        size=None,
                    ),
                ),
                (
                    "note",
                    negotiations.fields.ProseField(
                        default="", help_text="For readers: what the fields cannot say."
                    ),
                ),
                (
                    "editor_note",
                    negotiations.fields.InternalField(
                        default="", help_text="For the team only; never leaves by a public door."
                    ),
                ),
                (
                    "withdrawn_reason",
                    negotiations.fields.InternalField(
                        default="",
                        help_text="Why the record was withdrawn; shown on its tombstone.",
                    ),
                ),
                (
                    "created_at",
                    negotiations.fields.StampField(help_text="When the record was first entered."),
                ),
                (
                    "updated_at",
                    negotiations.fields.StampField(
                        help_text="When a field of the record last changed."
                    ),
                ),
                (
                    "version",
                    negotiations.fields.VersionField(
                        help_text="Grows with each change; carries the lock against lost updates."
                    ),
                ),
                (
                    "visible",
                    negotiations.fields.VisibleField(
                        help_text="Whether the public sees it: published, and so is all it cannot do without."
                    ),
                ),
                (
                    "event",
                    negotiations.fields.TargetReference(
                        help_text="The event it is about.",
                        related_name="points",
                        to="negotiations.event",
                    ),
                ),
                (
                    "process",
                    negotiations.fields.TargetReference(
                        help_text="The process it is about.",
                        related_name="points",
                        to="negotiations.process",
                    ),
                ),
                (
                    "offer",
                    negotiations.fields.TargetReference(
                        help_text="The offer it is about.",
                        related_name="points",
                        to="negotiations.offer",
                    ),
                ),
                (
                    "agreement",
                    negotiations.fields.TargetReference(
                        help_text="The agreement it is about.",
                        related_name="points",
                        to="negotiations.agreement",
                    ),
                ),
                (
                    "statement",
                    negotiations.fields.TargetReference(
                        help_text="The statement it is about.",
                        related_name="points",
                        to="negotiations.statement",
                    ),
                ),
                (
                    "question",
                    negotiations.fields.LineField(
                        help_text="The question that accounts answer differently.", required=True
                    ),
                ),
                (
                    "issue",
                    negotiations.fields.OptionalReference(
                        help_text="What it is about.",
                        related_name="points",
                        to="negotiations.issue",
                    ),
                ),
                (
                    "kind",
                    negotiations.fields.VocabularyField(
                        default="", help_text="What sort of difference it is."
                    ),
                ),
                (
                    "answer_type",
                    negotiations.fields.VocabularyField(
                        default="", help_text="The form of the answers."
                    ),
                ),
                (
                    "answers",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_-]*=.+$",
                        help_text="For a choice: the closed list, each entry as key=label.",
                        means="an answer written key=label, with a key of lower-case words",
                        size=None,
                    ),
                ),
                (
                    "field",
                    negotiations.fields.LineField(
                        default="", help_text="The field of the target that it is about, if any."
                    ),
                ),
                (
                    "resolution",
                    negotiations.fields.VocabularyField(
                        default="", help_text="Whether and how the difference was settled."
                    ),
                ),
                (
                    "resolution_date",
                    negotiations.fields.ImpreciseDateField(help_text="When it was settled."),
                ),
                (
                    "resolution_note",
                    negotiations.fields.ProseField(default="", help_text="How it was settled."),
                ),
                (
                    "search",
                    negotiations.vectors.SearchField(
                        body=("answers",), detail=("resolution_note",), names=("question",)
                    ),
                ),
                (
                    "resolution_date_earliest",
                    negotiations.fields.BoundField(
                        end="earliest",
                        help_text="The earliest day that resolution_date allows.",
                        of="resolution_date",
                    ),
                ),
                (
                    "resolution_date_latest",
                    negotiations.fields.BoundField(
                        end="latest",
                        help_text="The latest day that resolution_date allows.",
                        of="resolution_date",
                    ),
                ),
            ],
            options={
                "ordering": ("slug",),
                "abstract": False,
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["search"], name="point_search")
                ],
                "constraints": [
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=models.Q(
                            models.Q(
                                ("agreement__isnull", True),
                                ("event__isnull", False),
                                ("offer__isnull", True),
                                ("process__isnull", True),
                                ("statement__isnull", True),
                            ),
                            models.Q(
                                ("agreement__isnull", True),
                                ("event__isnull", True),
                                ("offer__isnull", True),
                                ("process__isnull", False),
                                ("statement__isnull", True),
                            ),
                            models.Q(
                                ("agreement__isnull", True),
                                ("event__isnull", True),
                                ("offer__isnull", False),
                                ("process__isnull", True),
                                ("statement__isnull", True),
                            ),
                            models.Q(
                                ("agreement__isnull", False),
                                ("event__isnull", True),
                                ("offer__isnull", True),
                                ("process__isnull", True),
                                ("statement__isnull", True),
                            ),
                            models.Q(
                                ("agreement__isnull", True),
                                ("event__isnull", True),
                                ("offer__isnull", True),
                                ("process__isnull", True),
                                ("statement__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        field="target",
                        message="A point has one target: event, process, offer, agreement or statement.",
                        name="point_has_one_target",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("question"), function="engine.is_line"
                        ),
                        field="question",
                        message="The question holds a control character or is not in Unicode NFC.",
                        name="point_question_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("question"), function="engine.is_given"
                        ),
                        field="question",
                        message="The question is empty.",
                        name="point_question_is_given",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "account",
                                    "fact",
                                    "date",
                                    "report",
                                    "responsibility",
                                    "wording",
                                    "translation",
                                    "interpretation",
                                    "",
                                ],
                            )
                        ),
                        field="kind",
                        message="The kind is not one of: account, fact, date, report, responsibility, wording, translation, interpretation.",
                        name="point_kind_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("answer_type__in", ["choice", "yes_no", "date", "number", ""])
                        ),
                        field="answer_type",
                        message="The answer type is not one of: choice, yes_no, date, number.",
                        name="point_answer_type_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("answers", []),
                            negotiations.fields.SqlTest(
                                models.F("answers"),
                                models.Value("^[a-z0-9][a-z0-9_-]*=.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="answers",
                        message="The answers hold an entry that is empty, stands twice or is not clean text, or is not an answer written key=label, with a key of lower-case words.",
                        name="point_answers_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("field"), function="engine.is_line"
                        ),
                        field="field",
                        message="The field holds a control character or is not in Unicode NFC.",
                        name="point_field_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            (
                                "resolution__in",
                                [
                                    "unresolved",
                                    "settled_later",
                                    "reconciled_in_part",
                                    "explained",
                                    "source_error",
                                    "two_official_texts",
                                    "",
                                ],
                            )
                        ),
                        field="resolution",
                        message="The resolution is not one of: unresolved, settled_later, reconciled_in_part, explained, source_error, two_official_texts.",
                        name="point_resolution_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("resolution_date_earliest__lte", models.F("resolution_date_latest"))
                        ),
                        field="resolution_date",
                        message="The resolution date is outside the EDTF subset, or ends before it begins.",
                        name="point_resolution_date_is_in_the_subset",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("resolution_note"), function="engine.is_prose"
                        ),
                        field="resolution_note",
                        message="The resolution note holds a control character or is not in Unicode NFC.",
                        name="point_resolution_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("slug__regex", "^[a-z0-9]+(-{1,2}[a-z0-9]+)*$")),
                        field="slug",
                        message="A slug is lower-case letters and digits, joined by hyphens.",
                        name="point_slug_is_well_formed",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("status__in", ["draft", "in_review", "published", "withdrawn"])
                        ),
                        field="status",
                        message="The status is not one of: draft, in_review, published, withdrawn.",
                        name="point_status_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("certainty__in", ["confirmed", "stated", "reported", "inferred", ""])
                        ),
                        field="certainty",
                        message="The certainty is not one of: confirmed, stated, reported, inferred.",
                        name="point_certainty_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("external_ids", []),
                            negotiations.fields.SqlTest(
                                models.F("external_ids"),
                                models.Value("^[a-z0-9][a-z0-9_.-]*:.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="external_ids",
                        message="The external ids hold an entry that is empty, stands twice or is not clean text, or is not an identifier such as wikidata:Q34.",
                        name="point_external_ids_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("codes", []),
                            negotiations.fields.SqlTest(
                                models.F("codes"),
                                models.Value("^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="codes",
                        message="The codes hold an entry that is empty, stands twice or is not clean text, or is not a code such as cameo.event=0354.",
                        name="point_codes_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("note"), function="engine.is_prose"
                        ),
                        field="note",
                        message="The note holds a control character or is not in Unicode NFC.",
                        name="point_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("editor_note"), function="engine.is_prose"
                        ),
                        field="editor_note",
                        message="The editor note holds a control character or is not in Unicode NFC.",
                        name="point_editor_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("withdrawn_reason"), function="engine.is_prose"
                        ),
                        field="withdrawn_reason",
                        message="The withdrawn reason holds a control character or is not in Unicode NFC.",
                        name="point_withdrawn_reason_is_clean",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    negotiations.fields.SlugField(
                        help_text="Public identity; lower-case words and hyphens; fixed once published."
                    ),
                ),
                (
                    "status",
                    negotiations.fields.VocabularyField(
                        default="draft",
                        help_text="How far the record is on its way; only published records exist for the public.",
                        required=True,
                    ),
                ),
                (
                    "certainty",
                    negotiations.fields.VocabularyField(
                        default="",
                        help_text="How we know what the record asserts; leave blank where nothing is asserted.",
                    ),
                ),
                (
                    "external_ids",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_.-]*:.+$",
                        help_text="Identifiers in other data sets as scheme:id, one record per identifier.",
                        means="an identifier such as wikidata:Q34",
                        size=None,
                    ),
                ),
                (
                    "codes",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$",
                        help_text="Codes of other schemes as scheme.variable=value.",
                        means="a code such as cameo.event=0354",
                        size=None,
                    ),
                ),
                (
                    "note",
                    negotiations.fields.ProseField(
                        default="", help_text="For readers: what the fields cannot say."
                    ),
                ),
                (
                    "editor_note",
                    negotiations.fields.InternalField(
                        default="", help_text="For the team only; never leaves by a public door."
                    ),
                ),
                (
                    "withdrawn_reason",
                    negotiations.fields.InternalField(
                        default="",
                        help_text="Why the record was withdrawn; shown on its tombstone.",
                    ),
                ),
                (
                    "created_at",
                    negotiations.fields.StampField(help_text="When the record was first entered."),
                ),
                (
                    "updated_at",
                    negotiations.fields.StampField(
                        help_text="When a field of the record last changed."
                    ),
                ),
                (
                    "version",
                    negotiations.fields.VersionField(
                        help_text="Grows with each change; carries the lock against lost updates."
                    ),
                ),
                (
                    "visible",
                    negotiations.fields.VisibleField(
                        help_text="Whether the public sees it: published, and so is all it cannot do without."
                    ),
                ),
                (
                    "point",
                    negotiations.fields.ReferenceField(
                        help_text="The question answered.",
                        related_name="claims",
                        to="negotiations.point",
                    ),
                ),
                (
                    "party",
                    negotiations.fields.TargetReference(
                        help_text="The side that speaks, with or without a person.",
                        related_name="claims",
                        to="negotiations.party",
                    ),
                ),
                (
                    "person",
                    negotiations.fields.TargetReference(
                        help_text="Who speaks for the side, or for himself.",
                        related_name="claims",
                        to="negotiations.person",
                    ),
                ),
                (
                    "source",
                    negotiations.fields.TargetReference(
                        help_text="The source that asserts it by itself.",
                        related_name="claims",
                        to="negotiations.source",
                    ),
                ),
                (
                    "agreement",
                    negotiations.fields.TargetReference(
                        help_text="The joint text that says it.",
                        related_name="claims",
                        to="negotiations.agreement",
                    ),
                ),
                (
                    "answer",
                    negotiations.fields.LineField(
                        default="",
                        help_text="All answers the claim leaves possible, `;` between them: keys, EDTF, or numbers.",
                    ),
                ),
                (
                    "text",
                    negotiations.fields.ProseField(default="", help_text="The answer in words."),
                ),
                (
                    "stance",
                    negotiations.fields.VocabularyField(
                        default="", help_text="What the holder does with the answer."
                    ),
                ),
                (
                    "statement",
                    negotiations.fields.OptionalReference(
                        help_text="The words in which it was claimed.",
                        related_name="claims",
                        to="negotiations.statement",
                    ),
                ),
                (
                    "offer",
                    negotiations.fields.OptionalReference(
                        help_text="The telling of an offer that it makes.",
                        related_name="claims",
                        to="negotiations.offer",
                    ),
                ),
                ("date", negotiations.fields.ImpreciseDateField(help_text="When it was claimed.")),
                (
                    "date_note",
                    negotiations.fields.LineField(
                        default="", help_text="The source's words about the date."
                    ),
                ),
                (
                    "on_record",
                    negotiations.fields.VocabularyField(
                        default="", help_text="Whether the holder may be named."
                    ),
                ),
                ("search", negotiations.vectors.SearchField(body=("text",), detail=("date_note",))),
                (
                    "date_earliest",
                    negotiations.fields.BoundField(
                        end="earliest", help_text="The earliest day that date allows.", of="date"
                    ),
                ),
                (
                    "date_latest",
                    negotiations.fields.BoundField(
                        end="latest", help_text="The latest day that date allows.", of="date"
                    ),
                ),
            ],
            options={
                "ordering": ("slug",),
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("visible", True)),
                        fields=["date_earliest", "date_latest", "slug"],
                        name="claim_order",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search"], name="claim_search"
                    ),
                ],
                "constraints": [
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=models.Q(
                            models.Q(
                                ("agreement__isnull", True),
                                ("party__isnull", False),
                                ("person__isnull", True),
                                ("source__isnull", True),
                            ),
                            models.Q(
                                ("agreement__isnull", True),
                                ("party__isnull", True),
                                ("person__isnull", False),
                                ("source__isnull", True),
                            ),
                            models.Q(
                                ("agreement__isnull", True),
                                ("party__isnull", True),
                                ("person__isnull", True),
                                ("source__isnull", False),
                            ),
                            models.Q(
                                ("agreement__isnull", False),
                                ("party__isnull", True),
                                ("person__isnull", True),
                                ("source__isnull", True),
                            ),
                            models.Q(
                                ("agreement__isnull", True),
                                ("party__isnull", False),
                                ("person__isnull", False),
                                ("source__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        field="holder",
                        message="A claim is held by a party with or without a person, a person, a source, or an agreement.",
                        name="claim_has_one_holder",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("answer"), function="engine.is_line"
                        ),
                        field="answer",
                        message="The answer holds a control character or is not in Unicode NFC.",
                        name="claim_answer_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("text"), function="engine.is_prose"
                        ),
                        field="text",
                        message="The text holds a control character or is not in Unicode NFC.",
                        name="claim_text_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("stance__in", ["asserts", "denies", "does_not_confirm", "silent", ""])
                        ),
                        field="stance",
                        message="The stance is not one of: asserts, denies, does_not_confirm, silent.",
                        name="claim_stance_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("date_earliest__lte", models.F("date_latest"))),
                        field="date",
                        message="The date is outside the EDTF subset, or ends before it begins.",
                        name="claim_date_is_in_the_subset",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("date_note"), function="engine.is_line"
                        ),
                        field="date_note",
                        message="The date note holds a control character or is not in Unicode NFC.",
                        name="claim_date_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("on_record__in", ["on_record", "background", "anonymous", ""])
                        ),
                        field="on_record",
                        message="The on record is not one of: on_record, background, anonymous.",
                        name="claim_on_record_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("slug__regex", "^[a-z0-9]+(-{1,2}[a-z0-9]+)*$")),
                        field="slug",
                        message="A slug is lower-case letters and digits, joined by hyphens.",
                        name="claim_slug_is_well_formed",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("status__in", ["draft", "in_review", "published", "withdrawn"])
                        ),
                        field="status",
                        message="The status is not one of: draft, in_review, published, withdrawn.",
                        name="claim_status_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("certainty__in", ["confirmed", "stated", "reported", "inferred", ""])
                        ),
                        field="certainty",
                        message="The certainty is not one of: confirmed, stated, reported, inferred.",
                        name="claim_certainty_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("external_ids", []),
                            negotiations.fields.SqlTest(
                                models.F("external_ids"),
                                models.Value("^[a-z0-9][a-z0-9_.-]*:.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="external_ids",
                        message="The external ids hold an entry that is empty, stands twice or is not clean text, or is not an identifier such as wikidata:Q34.",
                        name="claim_external_ids_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("codes", []),
                            negotiations.fields.SqlTest(
                                models.F("codes"),
                                models.Value("^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="codes",
                        message="The codes hold an entry that is empty, stands twice or is not clean text, or is not a code such as cameo.event=0354.",
                        name="claim_codes_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("note"), function="engine.is_prose"
                        ),
                        field="note",
                        message="The note holds a control character or is not in Unicode NFC.",
                        name="claim_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("editor_note"), function="engine.is_prose"
                        ),
                        field="editor_note",
                        message="The editor note holds a control character or is not in Unicode NFC.",
                        name="claim_editor_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("withdrawn_reason"), function="engine.is_prose"
                        ),
                        field="withdrawn_reason",
                        message="The withdrawn reason holds a control character or is not in Unicode NFC.",
                        name="claim_withdrawn_reason_is_clean",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Citation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    negotiations.fields.SlugField(
                        help_text="Public identity; lower-case words and hyphens; fixed once published."
                    ),
                ),
                (
                    "status",
                    negotiations.fields.VocabularyField(
                        default="draft",
                        help_text="How far the record is on its way; only published records exist for the public.",
                        required=True,
                    ),
                ),
                (
                    "certainty",
                    negotiations.fields.VocabularyField(
                        default="",
                        help_text="How we know what the record asserts; leave blank where nothing is asserted.",
                    ),
                ),
                (
                    "external_ids",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_.-]*:.+$",
                        help_text="Identifiers in other data sets as scheme:id, one record per identifier.",
                        means="an identifier such as wikidata:Q34",
                        size=None,
                    ),
                ),
                (
                    "codes",
                    negotiations.fields.ListField(
                        form="^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$",
                        help_text="Codes of other schemes as scheme.variable=value.",
                        means="a code such as cameo.event=0354",
                        size=None,
                    ),
                ),
                (
                    "note",
                    negotiations.fields.ProseField(
                        default="", help_text="For readers: what the fields cannot say."
                    ),
                ),
                (
                    "editor_note",
                    negotiations.fields.InternalField(
                        default="", help_text="For the team only; never leaves by a public door."
                    ),
                ),
                (
                    "withdrawn_reason",
                    negotiations.fields.InternalField(
                        default="",
                        help_text="Why the record was withdrawn; shown on its tombstone.",
                    ),
                ),
                (
                    "created_at",
                    negotiations.fields.StampField(help_text="When the record was first entered."),
                ),
                (
                    "updated_at",
                    negotiations.fields.StampField(
                        help_text="When a field of the record last changed."
                    ),
                ),
                (
                    "version",
                    negotiations.fields.VersionField(
                        help_text="Grows with each change; carries the lock against lost updates."
                    ),
                ),
                (
                    "visible",
                    negotiations.fields.VisibleField(
                        help_text="Whether the public sees it: published, and so is all it cannot do without."
                    ),
                ),
                (
                    "source",
                    negotiations.fields.ReferenceField(
                        help_text="The source read.",
                        related_name="citations",
                        to="negotiations.source",
                    ),
                ),
                (
                    "place",
                    negotiations.fields.TargetReference(
                        help_text="The place supported.",
                        related_name="citations",
                        to="negotiations.place",
                    ),
                ),
                (
                    "party",
                    negotiations.fields.TargetReference(
                        help_text="The party supported.",
                        related_name="citations",
                        to="negotiations.party",
                    ),
                ),
                (
                    "person",
                    negotiations.fields.TargetReference(
                        help_text="The person supported.",
                        related_name="citations",
                        to="negotiations.person",
                    ),
                ),
                (
                    "tenure",
                    negotiations.fields.TargetReference(
                        help_text="The tenure supported.",
                        related_name="citations",
                        to="negotiations.tenure",
                    ),
                ),
                (
                    "issue",
                    negotiations.fields.TargetReference(
                        help_text="The issue supported.",
                        related_name="citations",
                        to="negotiations.issue",
                    ),
                ),
                (
                    "process",
                    negotiations.fields.TargetReference(
                        help_text="The process supported.",
                        related_name="citations",
                        to="negotiations.process",
                    ),
                ),
                (
                    "membership",
                    negotiations.fields.TargetReference(
                        help_text="The membership supported.",
                        related_name="citations",
                        to="negotiations.membership",
                    ),
                ),
                (
                    "event",
                    negotiations.fields.SupportedReference(
                        help_text="The event supported.",
                        related_name="citations",
                        to="negotiations.event",
                    ),
                ),
                (
                    "event_link",
                    negotiations.fields.TargetReference(
                        help_text="The event link supported.",
                        related_name="citations",
                        to="negotiations.eventlink",
                    ),
                ),
                (
                    "participation",
                    negotiations.fields.TargetReference(
                        help_text="The participation supported.",
                        related_name="citations",
                        to="negotiations.participation",
                    ),
                ),
                (
                    "statement",
                    negotiations.fields.SupportedReference(
                        help_text="The statement supported.",
                        related_name="citations",
                        to="negotiations.statement",
                    ),
                ),
                (
                    "point",
                    negotiations.fields.TargetReference(
                        help_text="The point supported.",
                        related_name="citations",
                        to="negotiations.point",
                    ),
                ),
                (
                    "claim",
                    negotiations.fields.SupportedReference(
                        help_text="The claim supported.",
                        related_name="citations",
                        to="negotiations.claim",
                    ),
                ),
                (
                    "offer",
                    negotiations.fields.SupportedReference(
                        help_text="The offer supported.",
                        related_name="citations",
                        to="negotiations.offer",
                    ),
                ),
                (
                    "term",
                    negotiations.fields.TargetReference(
                        help_text="The term supported.",
                        related_name="citations",
                        to="negotiations.term",
                    ),
                ),
                (
                    "response",
                    negotiations.fields.TargetReference(
                        help_text="The response supported.",
                        related_name="citations",
                        to="negotiations.response",
                    ),
                ),
                (
                    "agreement",
                    negotiations.fields.SupportedReference(
                        help_text="The agreement supported.",
                        related_name="citations",
                        to="negotiations.agreement",
                    ),
                ),
                (
                    "commitment",
                    negotiations.fields.TargetReference(
                        help_text="The commitment supported.",
                        related_name="citations",
                        to="negotiations.commitment",
                    ),
                ),
                (
                    "fulfilment",
                    negotiations.fields.TargetReference(
                        help_text="The fulfilment supported.",
                        related_name="citations",
                        to="negotiations.fulfilment",
                    ),
                ),
                (
                    "field",
                    negotiations.fields.LineField(
                        default="",
                        help_text="The one field it supports; leave blank for the whole record.",
                    ),
                ),
                (
                    "stance",
                    negotiations.fields.VocabularyField(
                        default="supports", help_text="What the source does to the record."
                    ),
                ),
                (
                    "locator",
                    negotiations.fields.LineField(
                        default="", help_text="Where in the source: page, paragraph, minute."
                    ),
                ),
                (
                    "quote",
                    negotiations.fields.ProseField(
                        default="", help_text="A few words of the source, if they matter."
                    ),
                ),
                ("search", negotiations.vectors.SearchField(body=("quote",), detail=("locator",))),
            ],
            options={
                "ordering": ("slug",),
                "abstract": False,
                "indexes": [
                    models.Index(fields=["source", "slug"], name="citation_by_source"),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search"], name="citation_search"
                    ),
                ],
                "constraints": [
                    negotiations.rules.Rule(
                        by_field=False,
                        condition=models.Q(
                            models.Q(
                                ("agreement__isnull", True),
                                ("claim__isnull", True),
                                ("commitment__isnull", True),
                                ("event__isnull", True),
                                ("event_link__isnull", True),
                                ("fulfilment__isnull", True),
                                ("issue__isnull", True),
                                ("membership__isnull", True),
                                ("offer__isnull", True),
                                ("participation__isnull", True),
                                ("party__isnull", True),
                                ("person__isnull", True),
                                ("place__isnull", False),
                                ("point__isnull", True),
                                ("process__isnull", True),
                                ("response__isnull", True),
                                ("statement__isnull", True),
                                ("tenure__isnull", True),
                                ("term__isnull", True),
                            ),
                            models.Q(
                                ("agreement__isnull", True),
                                ("claim__isnull", True),
                                ("commitment__isnull", True),
                                ("event__isnull", True),
                                ("event_link__isnull", True),
                                ("fulfilment__isnull", True),
                                ("issue__isnull", True),
                                ("membership__isnull", True),
                                ("offer__isnull", True),
                                ("participation__isnull", True),
                                ("party__isnull", False),
                                ("person__isnull", True),
                                ("place__isnull", True),
                                ("point__isnull", True),
                                ("process__isnull", True),
                                ("response__isnull", True),
                                ("statement__isnull", True),
                                ("tenure__isnull", True),
                                ("term__isnull", True),
                            ),
                            models.Q(
                                ("agreement__isnull", True),
                                ("claim__isnull", True),
                                ("commitment__isnull", True),
                                ("event__isnull", True),
                                ("event_link__isnull", True),
                                ("fulfilment__isnull", True),
                                ("issue__isnull", True),
                                ("membership__isnull", True),
                                ("offer__isnull", True),
                                ("participation__isnull", True),
                                ("party__isnull", True),
                                ("person__isnull", False),
                                ("place__isnull", True),
                                ("point__isnull", True),
                                ("process__isnull", True),
                                ("response__isnull", True),
                                ("statement__isnull", True),
                                ("tenure__isnull", True),
                                ("term__isnull", True),
                            ),
                            models.Q(
                                ("agreement__isnull", True),
                                ("claim__isnull", True),
                                ("commitment__isnull", True),
                                ("event__isnull", True),
                                ("event_link__isnull", True),
                                ("fulfilment__isnull", True),
                                ("issue__isnull", True),
                                ("membership__isnull", True),
                                ("offer__isnull", True),
                                ("participation__isnull", True),
                                ("party__isnull", True),
                                ("person__isnull", True),
                                ("place__isnull", True),
                                ("point__isnull", True),
                                ("process__isnull", True),
                                ("response__isnull", True),
                                ("statement__isnull", True),
                                ("tenure__isnull", False),
                                ("term__isnull", True),
                            ),
                            models.Q(
                                ("agreement__isnull", True),
                                ("claim__isnull", True),
                                ("commitment__isnull", True),
                                ("event__isnull", True),
                                ("event_link__isnull", True),
                                ("fulfilment__isnull", True),
                                ("issue__isnull", False),
                                ("membership__isnull", True),
                                ("offer__isnull", True),
                                ("participation__isnull", True),
                                ("party__isnull", True),
                                ("person__isnull", True),
                                ("place__isnull", True),
                                ("point__isnull", True),
                                ("process__isnull", True),
                                ("response__isnull", True),
                                ("statement__isnull", True),
                                ("tenure__isnull", True),
                                ("term__isnull", True),
                            ),
                            models.Q(
                                ("agreement__isnull", True),
                                ("claim__isnull", True),
                                ("commitment__isnull", True),
                                ("event__isnull", True),
                                ("event_link__isnull", True),
                                ("fulfilment__isnull", True),
                                ("issue__isnull", True),
                                ("membership__isnull", True),
                                ("offer__isnull", True),
                                ("participation__isnull", True),
                                ("party__isnull", True),
                                ("person__isnull", True),
                                ("place__isnull", True),
                                ("point__isnull", True),
                                ("process__isnull", False),
                                ("response__isnull", True),
                                ("statement__isnull", True),
                                ("tenure__isnull", True),
                                ("term__isnull", True),
                            ),
                            models.Q(
                                ("agreement__isnull", True),
                                ("claim__isnull", True),
                                ("commitment__isnull", True),
                                ("event__isnull", True),
                                ("event_link__isnull", True),
                                ("fulfilment__isnull", True),
                                ("issue__isnull", True),
                                ("membership__isnull", False),
                                ("offer__isnull", True),
                                ("participation__isnull", True),
                                ("party__isnull", True),
                                ("person__isnull", True),
                                ("place__isnull", True),
                                ("point__isnull", True),
                                ("process__isnull", True),
                                ("response__isnull", True),
                                ("statement__isnull", True),
                                ("tenure__isnull", True),
                                ("term__isnull", True),
                            ),
                            models.Q(
                                ("agreement__isnull", True),
                                ("claim__isnull", True),
                                ("commitment__isnull", True),
                                ("event__isnull", False),
                                ("event_link__isnull", True),
                                ("fulfilment__isnull", True),
                                ("issue__isnull", True),
                                ("membership__isnull", True),
                                ("offer__isnull", True),
                                ("participation__isnull", True),
                                ("party__isnull", True),
                                ("person__isnull", True),
                                ("place__isnull", True),
                                ("point__isnull", True),
                                ("process__isnull", True),
                                ("response__isnull", True),
                                ("statement__isnull", True),
                                ("tenure__isnull", True),
                                ("term__isnull", True),
                            ),
                            models.Q(
                                ("agreement__isnull", True),
                                ("claim__isnull", True),
                                ("commitment__isnull", True),
                                ("event__isnull", True),
                                ("event_link__isnull", False),
                                ("fulfilment__isnull", True),
                                ("issue__isnull", True),
                                ("membership__isnull", True),
                                ("offer__isnull", True),
                                ("participation__isnull", True),
                                ("party__isnull", True),
                                ("person__isnull", True),
                                ("place__isnull", True),
                                ("point__isnull", True),
                                ("process__isnull", True),
                                ("response__isnull", True),
                                ("statement__isnull", True),
                                ("tenure__isnull", True),
                                ("term__isnull", True),
                            ),
                            models.Q(
                                ("agreement__isnull", True),
                                ("claim__isnull", True),
                                ("commitment__isnull", True),
                                ("event__isnull", True),
                                ("event_link__isnull", True),
                                ("fulfilment__isnull", True),
                                ("issue__isnull", True),
                                ("membership__isnull", True),
                                ("offer__isnull", True),
                                ("participation__isnull", False),
                                ("party__isnull", True),
                                ("person__isnull", True),
                                ("place__isnull", True),
                                ("point__isnull", True),
                                ("process__isnull", True),
                                ("response__isnull", True),
                                ("statement__isnull", True),
                                ("tenure__isnull", True),
                                ("term__isnull", True),
                            ),
                            models.Q(
                                ("agreement__isnull", True),
                                ("claim__isnull", True),
                                ("commitment__isnull", True),
                                ("event__isnull", True),
                                ("event_link__isnull", True),
                                ("fulfilment__isnull", True),
                                ("issue__isnull", True),
                                ("membership__isnull", True),
                                ("offer__isnull", True),
                                ("participation__isnull", True),
                                ("party__isnull", True),
                                ("person__isnull", True),
                                ("place__isnull", True),
                                ("point__isnull", True),
                                ("process__isnull", True),
                                ("response__isnull", True),
                                ("statement__isnull", False),
                                ("tenure__isnull", True),
                                ("term__isnull", True),
                            ),
                            models.Q(
                                ("agreement__isnull", True),
                                ("claim__isnull", True),
                                ("commitment__isnull", True),
                                ("event__isnull", True),
                                ("event_link__isnull", True),
                                ("fulfilment__isnull", True),
                                ("issue__isnull", True),
                                ("membership__isnull", True),
                                ("offer__isnull", True),
                                ("participation__isnull", True),
                                ("party__isnull", True),
                                ("person__isnull", True),
                                ("place__isnull", True),
                                ("point__isnull", False),
                                ("process__isnull", True),
                                ("response__isnull", True),
                                ("statement__isnull", True),
                                ("tenure__isnull", True),
                                ("term__isnull", True),
                            ),
                            models.Q(
                                ("agreement__isnull", True),
                                ("claim__isnull", False),
                                ("commitment__isnull", True),
                                ("event__isnull", True),
                                ("event_link__isnull", True),
                                ("fulfilment__isnull", True),
                                ("issue__isnull", True),
                                ("membership__isnull", True),
                                ("offer__isnull", True),
                                ("participation__isnull", True),
                                ("party__isnull", True),
                                ("person__isnull", True),
                                ("place__isnull", True),
                                ("point__isnull", True),
                                ("process__isnull", True),
                                ("response__isnull", True),
                                ("statement__isnull", True),
                                ("tenure__isnull", True),
                                ("term__isnull", True),
                            ),
                            models.Q(
                                ("agreement__isnull", True),
                                ("claim__isnull", True),
                                ("commitment__isnull", True),
                                ("event__isnull", True),
                                ("event_link__isnull", True),
                                ("fulfilment__isnull", True),
                                ("issue__isnull", True),
                                ("membership__isnull", True),
                                ("offer__isnull", False),
                                ("participation__isnull", True),
                                ("party__isnull", True),
                                ("person__isnull", True),
                                ("place__isnull", True),
                                ("point__isnull", True),
                                ("process__isnull", True),
                                ("response__isnull", True),
                                ("statement__isnull", True),
                                ("tenure__isnull", True),
                                ("term__isnull", True),
                            ),
                            models.Q(
                                ("agreement__isnull", True),
                                ("claim__isnull", True),
                                ("commitment__isnull", True),
                                ("event__isnull", True),
                                ("event_link__isnull", True),
                                ("fulfilment__isnull", True),
                                ("issue__isnull", True),
                                ("membership__isnull", True),
                                ("offer__isnull", True),
                                ("participation__isnull", True),
                                ("party__isnull", True),
                                ("person__isnull", True),
                                ("place__isnull", True),
                                ("point__isnull", True),
                                ("process__isnull", True),
                                ("response__isnull", True),
                                ("statement__isnull", True),
                                ("tenure__isnull", True),
                                ("term__isnull", False),
                            ),
                            models.Q(
                                ("agreement__isnull", True),
                                ("claim__isnull", True),
                                ("commitment__isnull", True),
                                ("event__isnull", True),
                                ("event_link__isnull", True),
                                ("fulfilment__isnull", True),
                                ("issue__isnull", True),
                                ("membership__isnull", True),
                                ("offer__isnull", True),
                                ("participation__isnull", True),
                                ("party__isnull", True),
                                ("person__isnull", True),
                                ("place__isnull", True),
                                ("point__isnull", True),
                                ("process__isnull", True),
                                ("response__isnull", False),
                                ("statement__isnull", True),
                                ("tenure__isnull", True),
                                ("term__isnull", True),
                            ),
                            models.Q(
                                ("agreement__isnull", False),
                                ("claim__isnull", True),
                                ("commitment__isnull", True),
                                ("event__isnull", True),
                                ("event_link__isnull", True),
                                ("fulfilment__isnull", True),
                                ("issue__isnull", True),
                                ("membership__isnull", True),
                                ("offer__isnull", True),
                                ("participation__isnull", True),
                                ("party__isnull", True),
                                ("person__isnull", True),
                                ("place__isnull", True),
                                ("point__isnull", True),
                                ("process__isnull", True),
                                ("response__isnull", True),
                                ("statement__isnull", True),
                                ("tenure__isnull", True),
                                ("term__isnull", True),
                            ),
                            models.Q(
                                ("agreement__isnull", True),
                                ("claim__isnull", True),
                                ("commitment__isnull", False),
                                ("event__isnull", True),
                                ("event_link__isnull", True),
                                ("fulfilment__isnull", True),
                                ("issue__isnull", True),
                                ("membership__isnull", True),
                                ("offer__isnull", True),
                                ("participation__isnull", True),
                                ("party__isnull", True),
                                ("person__isnull", True),
                                ("place__isnull", True),
                                ("point__isnull", True),
                                ("process__isnull", True),
                                ("response__isnull", True),
                                ("statement__isnull", True),
                                ("tenure__isnull", True),
                                ("term__isnull", True),
                            ),
                            models.Q(
                                ("agreement__isnull", True),
                                ("claim__isnull", True),
                                ("commitment__isnull", True),
                                ("event__isnull", True),
                                ("event_link__isnull", True),
                                ("fulfilment__isnull", False),
                                ("issue__isnull", True),
                                ("membership__isnull", True),
                                ("offer__isnull", True),
                                ("participation__isnull", True),
                                ("party__isnull", True),
                                ("person__isnull", True),
                                ("place__isnull", True),
                                ("point__isnull", True),
                                ("process__isnull", True),
                                ("response__isnull", True),
                                ("statement__isnull", True),
                                ("tenure__isnull", True),
                                ("term__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        field="target",
                        message="A citation is for exactly one record.",
                        name="citation_has_one_target",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("field"), function="engine.is_line"
                        ),
                        field="field",
                        message="The field holds a control character or is not in Unicode NFC.",
                        name="citation_field_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("stance__in", ["supports", "contradicts", "mentions", ""])
                        ),
                        field="stance",
                        message="The stance is not one of: supports, contradicts, mentions.",
                        name="citation_stance_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("locator"), function="engine.is_line"
                        ),
                        field="locator",
                        message="The locator holds a control character or is not in Unicode NFC.",
                        name="citation_locator_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("quote"), function="engine.is_prose"
                        ),
                        field="quote",
                        message="The quote holds a control character or is not in Unicode NFC.",
                        name="citation_quote_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(("slug__regex", "^[a-z0-9]+(-{1,2}[a-z0-9]+)*$")),
                        field="slug",
                        message="A slug is lower-case letters and digits, joined by hyphens.",
                        name="citation_slug_is_well_formed",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("status__in", ["draft", "in_review", "published", "withdrawn"])
                        ),
                        field="status",
                        message="The status is not one of: draft, in_review, published, withdrawn.",
                        name="citation_status_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("certainty__in", ["confirmed", "stated", "reported", "inferred", ""])
                        ),
                        field="certainty",
                        message="The certainty is not one of: confirmed, stated, reported, inferred.",
                        name="citation_certainty_is_in_the_vocabulary",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("external_ids", []),
                            negotiations.fields.SqlTest(
                                models.F("external_ids"),
                                models.Value("^[a-z0-9][a-z0-9_.-]*:.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="external_ids",
                        message="The external ids hold an entry that is empty, stands twice or is not clean text, or is not an identifier such as wikidata:Q34.",
                        name="citation_external_ids_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=models.Q(
                            ("codes", []),
                            negotiations.fields.SqlTest(
                                models.F("codes"),
                                models.Value("^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$"),
                                function="engine.is_clean_list",
                            ),
                            _connector="OR",
                        ),
                        field="codes",
                        message="The codes hold an entry that is empty, stands twice or is not clean text, or is not a code such as cameo.event=0354.",
                        name="citation_codes_is_a_clean_list",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("note"), function="engine.is_prose"
                        ),
                        field="note",
                        message="The note holds a control character or is not in Unicode NFC.",
                        name="citation_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("editor_note"), function="engine.is_prose"
                        ),
                        field="editor_note",
                        message="The editor note holds a control character or is not in Unicode NFC.",
                        name="citation_editor_note_is_clean",
                    ),
                    negotiations.rules.Rule(
                        by_field=True,
                        condition=negotiations.fields.SqlTest(
                            models.F("withdrawn_reason"), function="engine.is_prose"
                        ),
                        field="withdrawn_reason",
                        message="The withdrawn reason holds a control character or is not in Unicode NFC.",
                        name="citation_withdrawn_reason_is_clean",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExternalIdentifier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.TextField(help_text="The table of the record.")),
                ("external_id", models.TextField(help_text="The identifier as scheme:id.")),
                ("record_id", models.BigIntegerField(help_text="The record.")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["kind", "record_id"], name="external_id_by_record")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "external_id"),
                        name="external_id_names_one_record",
                        violation_error_message="Another record of this kind has one of these external identifiers.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OfferSide",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        help_text="The offer.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="negotiations.offer",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        help_text="The party.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="negotiations.party",
                    ),
                ),
                ("side", models.TextField(help_text="proposer or recipient.")),
                ("is_joint", models.BooleanField(help_text="Copied from the offer.")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_joint", False)),
                        fields=("offer", "party"),
                        name="offer_is_between_two_parties",
                        violation_error_message="A party cannot make an offer to itself, unless the offer is a joint undertaking.",
                    ),
                    negotiations.rules.ComposedKey(
                        cascade=True,
                        fields=("offer", "is_joint"),
                        key="offer",
                        message="The kind of the offer was changed meanwhile.",
                        name="offer_side_copies_joint",
                        to_fields=("id", "is_joint"),
                    ),
                ],
            },
        ),
    ]

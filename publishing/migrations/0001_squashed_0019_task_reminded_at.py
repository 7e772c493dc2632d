# Every migration before it as one: a new database takes this step instead of theirs, an older one goes on with them.
import uuid

import django.contrib.auth.models
import django.contrib.auth.validators
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import publishing.constraints
import publishing.models.drafts
import publishing.operations


class Migration(migrations.Migration):
    replaces = [
        ("publishing", "0001_initial"),
        ("publishing", "0002_image_library"),
        ("publishing", "0003_person_portrait"),
        ("publishing", "0004_credentials_checked_on"),
        ("publishing", "0005_draft_check"),
        ("publishing", "0006_renewed_and_changes_indexes"),
        ("publishing", "0007_previews_and_recovery"),
        ("publishing", "0008_who_did_what"),
        ("publishing", "0009_log_ins_and_rights"),
        ("publishing", "0010_records_are_kept"),
        ("publishing", "0011_inbox_and_tasks"),
        ("publishing", "0012_reviews_fall_due"),
        ("publishing", "0013_submissions"),
        ("publishing", "0014_overlays"),
        ("publishing", "0015_advice_and_waivers"),
        ("publishing", "0016_records_are_kept_whole"),
        ("publishing", "0017_imports_are_told"),
        ("publishing", "0018_replaced_drafts"),
        ("publishing", "0019_task_reminded_at"),
    ]

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        publishing.operations.PostgreSQLExtension(
            name="btree_gist",
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(editable=False, max_length=30)),
                ("key", models.CharField(editable=False, max_length=100)),
                ("history_hidden_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("history_hidden_reason", models.TextField(blank=True, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_from",
                        to="publishing.item",
                    ),
                ),
            ],
            options={
                "permissions": [
                    ("publish", "Can publish, schedule and cancel"),
                    ("withdraw", "Can withdraw from the public site"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "key"),
                        name="item_key_unique",
                        violation_error_message="Another item of this kind already has this key.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("history_hidden_at__isnull", True), ("history_hidden_reason", "")),
                            models.Q(
                                ("history_hidden_at__isnull", False),
                                models.Q(("history_hidden_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="item_hidden_history_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into__isnull", True),
                            models.Q(("merged_into", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="item_not_merged_into_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
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
                ("first_name", models.CharField(blank=True, max_length=150, verbose_name="first name")),
                ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
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
                ("date_joined", models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined")),
                (
                    "mail",
                    models.CharField(
                        choices=[
                            ("at-once", "a mail for each message, at once"),
                            ("daily", "one mail a day with all that is new"),
                            ("never", "no mail; the inbox is enough"),
                        ],
                        default="at-once",
                        help_text="Every message stands in the inbox in any case. Mail needs an email address.",
                        max_length=10,
                        verbose_name="mail about messages",
                    ),
                ),
                ("is_system", models.BooleanField(default=False, editable=False)),
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("is_system", False), ("is_active", False), _connector="OR"),
                        name="user_system_never_logs_in",
                    )
                ],
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="DraftCheck",
            fields=[
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="publishing.item",
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("problems", models.PositiveIntegerField()),
                ("advice", models.PositiveIntegerField(default=0)),
                ("checked_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("publish", "published"),
                            ("schedule", "scheduled"),
                            ("cancel", "cancelled a schedule"),
                            ("plan-end", "planned an end"),
                            ("remove-end", "removed a planned end"),
                            ("withdraw", "withdrew"),
                            ("merge", "merged into another item"),
                            ("restore", "restored an edition to the draft"),
                            ("submit", "submitted for review"),
                            ("pass", "passed a step of the review"),
                            ("send-back", "sent back"),
                            ("approve", "approved"),
                            ("void", "edited what had been submitted"),
                            ("review", "recorded a medical review"),
                            ("share", "shared a preview of the draft"),
                            ("unshare", "took a shared preview back"),
                            ("log-in", "logged in"),
                            ("log-out", "logged out"),
                            ("log-in-failed", "failed to log in"),
                            ("export", "exported"),
                            ("import", "imported references"),
                            ("undo-import", "took an import back"),
                            ("open-task", "opened a task"),
                            ("claim-task", "took a task on"),
                            ("release-task", "gave a task back"),
                            ("finish-task", "finished a task"),
                            ("rights", "changed what an account may do"),
                            ("waive", "let a claim pass without a source"),
                            ("end-waiver", "took a waiver back"),
                            ("discard", "deleted a draft that was never published"),
                        ],
                        max_length=20,
                    ),
                ),
                ("edition_number", models.PositiveIntegerField(null=True)),
                ("reason", models.TextField(blank=True)),
                ("detail", models.JSONField(default=dict)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="publishing.item"
                    ),
                ),
            ],
            options={
                "verbose_name": "entry",
                "verbose_name_plural": "who did what",
                "indexes": [models.Index(fields=["-at"], name="auditentry_newest")],
                "constraints": [
                    publishing.constraints.Frozen(end="", name="auditentry_frozen", start=""),
                    publishing.constraints.Kept(name="auditentry_kept"),
                ],
            },
        ),
        migrations.CreateModel(
            name="DraftVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField()),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("saved_at", models.DateTimeField(null=True)),
                (
                    "item",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="publishing.item",
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("item", "version"), name="draftversion_unique")],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=30)),
                ("number", models.PositiveIntegerField()),
                ("document", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("title", models.CharField(max_length=300)),
                ("sort_title", models.CharField(max_length=300)),
                ("aliases", models.JSONField(default=list)),
                ("summary", models.TextField(blank=True)),
                ("path", models.CharField(blank=True, max_length=300)),
                (
                    "change",
                    models.CharField(
                        choices=[("major", "major change"), ("minor", "minor change"), ("correction", "correction")],
                        default="major",
                        max_length=10,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                ("live_from", models.DateTimeField(null=True)),
                ("live_until", models.DateTimeField(null=True)),
                ("first_live_from", models.DateTimeField()),
                ("substantive_from", models.DateTimeField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="editions", to="publishing.item"
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["path", "live_from"], name="edition_path"),
                    models.Index(fields=["kind", "sort_title", "live_from", "live_until"], name="edition_list"),
                    models.Index(
                        fields=["kind", "-substantive_from", "live_from", "live_until"], name="edition_renewed"
                    ),
                    models.Index(fields=["change", "-live_from"], name="edition_changes"),
                    models.Index(fields=["live_from"], name="edition_live_from"),
                    models.Index(fields=["live_until"], name="edition_live_until"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("item", "number"), name="edition_number_unique"),
                    publishing.constraints.NoOverlap(
                        end="live_until", keys=("item",), name="edition_no_overlap", start="live_from"
                    ),
                    publishing.constraints.Frozen(end="live_until", name="edition_frozen", start="live_from"),
                    publishing.constraints.Kept(name="edition_kept"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("live_until__isnull", True), ("live_until__gt", models.F("live_from")), _connector="OR"
                        ),
                        name="edition_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("live_from__isnull", False), ("live_until__isnull", True), _connector="OR"),
                        name="edition_cancelled_has_no_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Image",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(editable=False, max_length=64, unique=True)),
                ("upload_sha256", models.CharField(db_index=True, editable=False, max_length=64)),
                (
                    "format",
                    models.CharField(
                        choices=[("jpeg", "JPEG"), ("png", "PNG"), ("webp", "WebP")], editable=False, max_length=4
                    ),
                ),
                ("width", models.PositiveIntegerField(editable=False)),
                ("height", models.PositiveIntegerField(editable=False)),
                ("bytes", models.PositiveIntegerField(editable=False, verbose_name="size in bytes")),
                (
                    "title",
                    models.CharField(
                        help_text="How editors find it here; readers don't see it. For example: Cooked lentils in a bowl.",
                        max_length=200,
                    ),
                ),
                (
                    "credit",
                    models.CharField(
                        blank=True,
                        help_text="Who made it, as it will stand under the picture: Photo: Ada Example.",
                        max_length=300,
                    ),
                ),
                (
                    "licence",
                    models.CharField(
                        blank=True,
                        help_text="Why the site may show it, for example: CC BY 4.0, or: own work.",
                        max_length=200,
                    ),
                ),
                (
                    "source_url",
                    models.URLField(
                        blank=True,
                        help_text="Where it was found, if anywhere: https://...",
                        max_length=500,
                        verbose_name="source address",
                    ),
                ),
                (
                    "focal_x",
                    models.FloatField(
                        default=0.5,
                        help_text="From 0 to 1: what must stay in sight when the picture is cropped. Once it is saved, a click on the preview sets it.",
                        validators=[
                            django.core.validators.MinValueValidator(
                                0, message="At least 0, which is the left or upper edge."
                            ),
                            django.core.validators.MaxValueValidator(
                                1, message="At most 1, which is the right or lower edge."
                            ),
                        ],
                        verbose_name="focal point, from the left",
                    ),
                ),
                (
                    "focal_y",
                    models.FloatField(
                        default=0.5,
                        help_text="From 0 to 1.",
                        validators=[
                            django.core.validators.MinValueValidator(
                                0, message="At least 0, which is the left or upper edge."
                            ),
                            django.core.validators.MaxValueValidator(
                                1, message="At most 1, which is the right or lower edge."
                            ),
                        ],
                        verbose_name="focal point, from the top",
                    ),
                ),
                ("uploaded_at", models.DateTimeField(editable=False)),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-uploaded_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("format__in", ["jpeg", "png", "webp"])), name="image_format_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("height__gt", 0), ("width__gt", 0)), name="image_not_empty"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("focal_x__gte", 0), ("focal_x__lte", 1), ("focal_y__gte", 0), ("focal_y__lte", 1)
                        ),
                        name="image_focal_point_inside",
                        violation_error_message="The focal point lies outside the picture. Both numbers go from 0 to 1.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EditionImage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="publishing.edition"
                    ),
                ),
                (
                    "image",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="publishing.image"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("edition", "image"), name="editionimage_unique")],
            },
        ),
        migrations.CreateModel(
            name="ItemKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=30)),
                ("key", models.CharField(max_length=100)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="keys", to="publishing.item"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "key"),
                        name="itemkey_unique",
                        violation_error_message="This key belongs, or once belonged, to another item of this kind.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(max_length=20)),
                ("anchor", models.CharField(blank=True, max_length=100)),
                ("position", models.PositiveIntegerField()),
                ("excerpt", models.JSONField(default=dict)),
                ("kind", models.CharField(max_length=30)),
                ("live_from", models.DateTimeField(null=True)),
                ("live_until", models.DateTimeField(null=True)),
                (
                    "edition",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="publishing.edition",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="publishing.item",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incoming_links",
                        to="publishing.item",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["target", "live_from", "live_until", "kind", "item"], name="link_target")
                ],
                "constraints": [models.UniqueConstraint(fields=("edition", "position"), name="link_position_unique")],
            },
        ),
        migrations.CreateModel(
            name="MedicalReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reviewed_at", models.DateTimeField()),
                (
                    "scope",
                    models.TextField(
                        help_text="What was reviewed, for example: the whole page, or the dosing section."
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="medical_reviews",
                        to="publishing.edition",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="medical_reviews",
                        to="publishing.item",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reviews_given", to="publishing.item"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["item", "-reviewed_at"], name="medicalreview_latest")],
                "constraints": [
                    publishing.constraints.Frozen(end="", name="medicalreview_frozen", start=""),
                    publishing.constraints.Kept(name="medicalreview_kept"),
                    models.CheckConstraint(
                        condition=models.Q(("scope", ""), _negated=True), name="medicalreview_has_a_scope"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("item", models.F("reviewer")), _negated=True),
                        name="medicalreview_not_of_oneself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("address", models.CharField(blank=True, max_length=300)),
                ("sent_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
                ("mail_due_at", models.DateTimeField(null=True)),
                ("mailed_at", models.DateTimeField(null=True)),
                ("mail_error", models.TextField(blank=True)),
                (
                    "item",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="publishing.item"
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "inbox",
                "ordering": ["-sent_at", "-id"],
                "indexes": [
                    models.Index(fields=["recipient", "-sent_at"], name="message_newest"),
                    models.Index(
                        condition=models.Q(("read_at__isnull", True)), fields=["recipient"], name="message_unread"
                    ),
                    models.Index(
                        condition=models.Q(("mail_due_at__isnull", False)),
                        fields=["mail_due_at"],
                        name="message_to_mail",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("mailed_at__isnull", True), ("mail_due_at__isnull", True), _connector="OR"),
                        name="message_mailed_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Path",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.CharField(max_length=300, unique=True)),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("edition", "canonical path of an edition"),
                            ("alias", "made from another name of the item"),
                            ("imported", "address on an earlier site"),
                        ],
                        default="edition",
                        max_length=10,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="paths", to="publishing.item"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        help_text="Last part of the public address, for example vitamin-b12. Left empty, it is made from the title. After a change the old address leads to the new one.",
                        max_length=100,
                        validators=[publishing.models.drafts.validate_slug],
                        verbose_name="address",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("published_version", models.PositiveIntegerField(editable=False, null=True)),
                ("changed_at", models.DateTimeField(editable=False)),
                (
                    "alt",
                    models.CharField(
                        blank=True,
                        help_text="What the picture tells, for readers who can't see it: A bowl of cooked lentils with a lemon.",
                        max_length=300,
                        verbose_name="text alternative",
                    ),
                ),
                (
                    "is_decorative",
                    models.BooleanField(
                        default=False,
                        help_text="Tick if the picture tells nothing that the text doesn't. It then needs no text alternative.",
                        verbose_name="decorative",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="As it stands under an article, without titles: Ada Example.", max_length=200
                    ),
                ),
                (
                    "is_team",
                    models.BooleanField(
                        default=False,
                        help_text="Tick for a group that signs together, for example the editorial team.",
                        verbose_name="is a team",
                    ),
                ),
                (
                    "credentials",
                    models.CharField(
                        blank=True,
                        help_text="As awarded, for example: MD, registered dietitian. Empty if none.",
                        max_length=200,
                    ),
                ),
                (
                    "credentials_checked_on",
                    models.DateField(
                        blank=True,
                        help_text="When someone here last saw proof of them, for example in a public register. Readers don't see this date.",
                        null=True,
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        blank=True, help_text="What they do here, for example: writes about minerals.", max_length=200
                    ),
                ),
                ("biography", models.TextField(blank=True, help_text="Plain paragraphs, parted by an empty line.")),
                (
                    "disclosure",
                    models.TextField(
                        blank=True,
                        help_text="Money, shares or posts that readers should know of. If there are none, write so in words.",
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="publishing.image",
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="publishing.item",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "people",
                "ordering": ["name"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("slug", ""), _negated=True),
                        fields=("slug",),
                        name="person_slug_unique",
                        violation_error_message="Another draft of this kind already has this address. Choose a different one.",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="user",
            name="person",
            field=models.OneToOneField(
                blank=True,
                help_text="Who this account is to readers. A medical reviewer's reviews go on record in the name of this person, if readers can look up a credential there.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="publishing.person",
            ),
        ),
        migrations.CreateModel(
            name="PreviewLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token_sha256", models.CharField(editable=False, max_length=64, unique=True)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("created_at"))), name="previewlink_lasts"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_at__isnull", True), ("revoked_by__isnull", True)),
                            models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="previewlink_revoked_by_someone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PreviewDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("document", models.TextField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="publishing.item"
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="documents",
                        to="publishing.previewlink",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("link", "position"), name="previewdocument_position_unique"),
                    models.UniqueConstraint(fields=("link", "item"), name="previewdocument_item_unique"),
                    publishing.constraints.Frozen(end="", name="previewdocument_frozen", start=""),
                ],
            },
        ),
        migrations.CreateModel(
            name="RecoveryCopy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.CharField(max_length=300)),
                ("data", models.TextField()),
                ("kept_at", models.DateTimeField()),
                (
                    "editor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "recovery copies",
                "constraints": [
                    models.UniqueConstraint(fields=("editor", "path"), name="recoverycopy_one_per_editor_and_form")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReplacedDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("document", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("replaced_at", models.DateTimeField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="publishing.item"
                    ),
                ),
                (
                    "replaced_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("item", "sha256"), name="replaceddraft_kept_once")],
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("set_id", models.UUIDField()),
                ("document", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("title", models.CharField(max_length=300)),
                ("draft_version", models.PositiveIntegerField()),
                ("asks_fact_check", models.BooleanField()),
                ("asks_medical_review", models.BooleanField()),
                ("note", models.TextField(blank=True)),
                ("submitted_at", models.DateTimeField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="submissions", to="publishing.item"
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "permissions": [
                    ("fact_check", "Can fact-check submissions"),
                    ("medical_review", "Can review submissions medically"),
                    ("approve", "Can approve submissions"),
                ],
                "indexes": [
                    models.Index(fields=["-submitted_at"], name="submission_newest"),
                    models.Index(fields=["set_id"], name="submission_set"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("item", "number"), name="submission_number_unique"),
                    publishing.constraints.Frozen(end="", name="submission_frozen", start=""),
                    publishing.constraints.Kept(name="submission_kept"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("fact-check", "fact-check"),
                            ("medical-review", "medical review"),
                            ("approval", "approval"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "verdict",
                    models.CharField(choices=[("passed", "passed"), ("sent-back", "sent back")], max_length=10),
                ),
                ("reason", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField()),
                ("scope", models.TextField(blank=True)),
                ("seen", models.JSONField(default=dict)),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="publishing.item"
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="publishing.submission",
                    ),
                ),
            ],
            options={
                "ordering": ["decided_at", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("submission", "step"), name="decision_once_per_step"),
                    models.UniqueConstraint(
                        condition=models.Q(("verdict", "sent-back")),
                        fields=("submission",),
                        name="decision_sent_back_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verdict", "passed"), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="decision_sent_back_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reviewer__isnull", True),
                            models.Q(
                                ("step", "medical-review"),
                                ("verdict", "passed"),
                                models.Q(("scope", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="decision_reviewer_says_what_of",
                    ),
                    publishing.constraints.Frozen(end="", name="decision_frozen", start=""),
                    publishing.constraints.Kept(name="decision_kept"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contributor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributors",
                        to="publishing.submission",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("submission", "user"), name="contributor_named_once"),
                    publishing.constraints.Frozen(end="", name="contributor_frozen", start=""),
                    publishing.constraints.Kept(name="contributor_kept"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("re-review", "review again"),
                            ("review-due", "review falls due"),
                            ("withdrawal", "look into a withdrawal"),
                            ("retraction", "a source was retracted"),
                            ("broken-link", "a link is broken"),
                        ],
                        max_length=20,
                    ),
                ),
                ("cause", models.CharField(blank=True, max_length=200)),
                ("reason", models.TextField()),
                ("due_on", models.DateField()),
                ("opened_at", models.DateTimeField()),
                ("reminded_at", models.DateTimeField(null=True)),
                ("claimed_at", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("note", models.TextField(blank=True)),
                (
                    "claimed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tasks", to="publishing.item"
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "id"],
                "indexes": [
                    models.Index(condition=models.Q(("done_at__isnull", True)), fields=["due_on"], name="task_due")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("done_at__isnull", True)),
                        fields=("item", "kind", "cause"),
                        name="task_open_once",
                    ),
                    models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="task_has_a_reason"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("claimed_at__isnull", True), ("claimed_by__isnull", True)),
                            models.Q(("claimed_at__isnull", False), ("claimed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="task_claimed_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", True), ("done_by__isnull", True), ("note", "")),
                            models.Q(
                                ("done_at__isnull", False),
                                ("done_by__isnull", False),
                                models.Q(("note", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="task_done_by_someone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Overlay",
            fields=[
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="overlay",
                        serialize=False,
                        to="publishing.item",
                    ),
                ),
                ("facts", models.JSONField(default=dict)),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["-changed_at"], name="overlay_changed")],
            },
        ),
    ]
